"""Calls that read and write arrays, pictures, sound and plots."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import Rows, rows

_FILE = "file,fname,filename,path,fp,f,uri,input_file,output_file,filepath"

KNOWN: Rows = rows(f"""
read file 0 {_FILE}: numpy.load numpy.loadtxt numpy.genfromtxt numpy.fromfile numpy.recfromcsv
  scipy.io.loadmat scipy.io.mmread scipy.sparse.load_npz scipy.io.netcdf_file scipy.io.readsav
  mat73.loadmat hdf5storage.loadmat scipy.io.wavfile.read cupy.load dask.array.from_zarr
  jax.numpy.load sparse.load_npz bcolz.open tifffile.imread nrrd.read nibabel.load pydicom.dcmread
  pydicom.read_file SimpleITK.ReadImage ants.image_read openslide.OpenSlide trimesh.load
  open3d.io.read_point_cloud open3d.io.read_triangle_mesh plyfile.PlyData.read itk.imread
write file 0 {_FILE}: numpy.save numpy.savez numpy.savez_compressed numpy.savetxt
  scipy.io.savemat scipy.io.mmwrite scipy.sparse.save_npz scipy.io.wavfile.write cupy.save
  tifffile.imwrite tifffile.imsave hdf5storage.savemat nrrd.write jax.numpy.save
write file 1 {_FILE}: nibabel.save SimpleITK.WriteImage itk.imwrite torchvision.io.write_png
  torchvision.io.write_jpeg
write file 0 dirname: dask.array.to_npy_stack
read file 0 fp,{_FILE}: PIL.Image.open Image.open cv2.imread cv2.VideoCapture
  cv2.FileStorage imageio.imread imageio.v2.imread imageio.v3.imread imageio.get_reader
  imageio.mimread imageio.v2.mimread imageio.v2.get_reader skimage.io.imread
  skimage.io.ImageCollection
  scipy.misc.imread scipy.ndimage.imread matplotlib.image.imread matplotlib.pyplot.imread
  torchvision.io.read_image torchvision.io.read_video torchvision.io.read_file decord.VideoReader
  torchvision.datasets.folder.default_loader torchvision.datasets.folder.pil_loader
  mmcv.imread mmcv.VideoReader keras.preprocessing.image.load_img keras.utils.load_img
  keras.utils.image_utils.load_img moviepy.editor.VideoFileClip jpeg4py.JPEG
   cv2.dnn.readNetFromCaffe cv2.dnn.readNetFromONNX
  cv2.CascadeClassifier face_recognition.load_image_file dlib.shape_predictor
  dlib.cnn_face_detection_model_v1 dlib.face_recognition_model_v1 tgt.io.read_textgrid
  tgt.read_textgrid textgrid.TextGrid.fromFile
read file 0 path,uri,filepath,{_FILE}: librosa.load librosa.core.load librosa.core.audio.load
  soundfile.read soundfile.info soundfile.blocks librosa.stream torchaudio.load torchaudio.info
  audioread.audio_open pydub.AudioSegment.from_file pydub.AudioSegment.from_wav
  pydub.AudioSegment.from_mp3 audiofile.read pretty_midi.PrettyMIDI
   miditoolkit.MidiFile whisper.load_audio
write file 0 {_FILE}: cv2.imwrite cv2.VideoWriter imageio.imwrite imageio.imsave
  imageio.mimsave imageio.mimwrite imageio.get_writer imageio.v2.imwrite imageio.v2.mimsave
  imageio.v2.get_writer imageio.v3.imwrite skimage.io.imsave scipy.misc.imsave
  matplotlib.image.imsave matplotlib.pyplot.imsave matplotlib.pyplot.savefig pylab.savefig
  soundfile.write torchaudio.save librosa.output.write_wav torchvision.io.write_video
  audiofile.write
  matplotlib.backends.backend_pdf.PdfPages
mode1 file 0 file: av.open soundfile.SoundFile
read file - path,filename: librosa.get_duration
read file 0 font: PIL.ImageFont.truetype
read file 0 uri: imageio.volread imageio.v2.volread imageio.mvolread
write file 0 uri: imageio.volwrite imageio.v2.volwrite
read file 0 load_pattern: skimage.io.imread_collection
read file 0 model: cv2.dnn.readNet cv2.dnn.readNetFromTensorflow cv2.dnn.readNetFromTorch
read file 0 cfgFile: cv2.dnn.readNetFromDarknet
read file 1 darknetModel: cv2.dnn.readNetFromDarknet
read file 1 caffeModel: cv2.dnn.readNetFromCaffe
write file 0 filename: open3d.io.write_point_cloud open3d.io.write_triangle_mesh
  open3d.io.write_image
read file 0 filename: open3d.io.read_image mido.MidiFile
read file 0 path: networkx.read_edgelist networkx.read_weighted_edgelist networkx.read_adjlist
  networkx.read_graphml networkx.read_gexf networkx.read_gml networkx.read_gpickle
  networkx.read_pajek
write file 1 path: networkx.write_edgelist networkx.write_weighted_edgelist networkx.write_adjlist
  networkx.write_graphml networkx.write_gexf networkx.write_gml networkx.write_gpickle
  networkx.write_pajek
read file 0 filename: dgl.load_graphs dgl.data.utils.load_graphs
write file 0 filename: dgl.save_graphs dgl.data.utils.save_graphs
write file 0 path: keras.preprocessing.image.save_img keras.utils.save_img
write file 1 {_FILE},fp: torchvision.utils.save_image plotly.io.write_image plotly.io.write_html

write file - filename: plotly.offline.plot
write file 0 filename: bokeh.plotting.output_file bokeh.io.output_file
write file 1 filename: bokeh.plotting.save bokeh.io.save
write file 1 file_path: mmcv.imwrite
write file - to_file: keras.utils.plot_model keras.utils.vis_utils.plot_model
write file 1 out_file: sklearn.tree.export_graphviz
""")

METHODS: Rows = rows("""
write file 0 fname,filename,path: savefig save_fig write_image write_html write_videofile
  write_gif write_audiofile imwrite imsave savetxt savemat
write file 0 fid,file: tofile
write? file 0 out_f: export
write? file 0 fname,filename,path: save_html export_html save_png save_svg write_png
  print_png render_to_file save_image
read? file 0 fname,filename,path: imread
""")
