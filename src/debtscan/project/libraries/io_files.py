"""Calls of the standard library and its likes that open, copy, pack and unpack files."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import Rows, rows

KNOWN: Rows = rows("""
mode1 file 0 file,filename,name,path: open io.open codecs.open gzip.open bz2.open lzma.open
  gzip.GzipFile bz2.BZ2File lzma.LZMAFile zipfile.ZipFile tarfile.open tarfile.TarFile
  smart_open.open smart_open.smart_open aiofiles.open wave.open mgzip.open xopen.xopen
  zstandard.open indexed_gzip.open
mode1 file 0 name,path,filename: tensorflow.io.gfile.GFile tensorflow.gfile.GFile
  tensorflow.gfile.Open tensorflow.gfile.FastGFile tensorflow.io.gfile.Open etils.epath.Path.open
  iopath.common.file_io.PathManager.open PathManager.open fairseq.file_io.PathManager.open
  megfile.smart_open blobfile.BlobFile
mode1 file 0 urlpath,path: fsspec.open fsspec.open_files
mode1 file 0 filename,name,path: h5py.File tables.open_file netCDF4.Dataset shelve.open
  pandas.HDFStore zarr.open zarr.open_group zarr.open_array
read file 0 src: shutil.copy shutil.copy2 shutil.copyfile shutil.move shutil.copytree os.rename
  os.replace os.link os.symlink os.renames tensorflow.gfile.Copy tensorflow.io.gfile.copy
  tensorflow.io.gfile.rename tensorflow.gfile.Rename distutils.dir_util.copy_tree
write file 1 dst: shutil.copy shutil.copy2 shutil.copyfile shutil.move shutil.copytree os.rename
  os.replace os.link os.symlink os.renames tensorflow.gfile.Copy tensorflow.io.gfile.copy
  tensorflow.io.gfile.rename tensorflow.gfile.Rename distutils.dir_util.copy_tree
read file 0 filename: shutil.unpack_archive
write file 1 extract_dir: shutil.unpack_archive
read file 2 root_dir: shutil.make_archive
write file 0 base_name: shutil.make_archive
read file 0 pathname,path: glob.glob glob.iglob tensorflow.io.gfile.glob tensorflow.gfile.Glob
  tensorflow.io.matching_files
read file 0 f,dotenv_path: dotenv.load_dotenv dotenv.dotenv_values
mode2 file 0 filename: numpy.memmap
mode1 file 0 filename: numpy.lib.format.open_memmap
read file 0 filename,fname: linecache.getline linecache.getlines fileinput.input
read file 0 source,file: xml.etree.ElementTree.parse lxml.etree.parse xml.dom.minidom.parse
  xml.etree.cElementTree.parse lxml.objectify.parse
write file 0 filename,path: logging.FileHandler logging.handlers.RotatingFileHandler
  logging.handlers.TimedRotatingFileHandler logging.handlers.WatchedFileHandler
write? file - filename: logging.basicConfig
write? file 0 sink: loguru.logger.add
read file 0 fname: logging.config.fileConfig
read file 0 f: toml.load
read file 0 path_name: runpy.run_path
read file 0 f1: filecmp.cmp
read file 1 f2: filecmp.cmp
read file 0 filename: srsly.read_json srsly.read_jsonl srsly.read_yaml jsonlines.Reader
  mmcv.load mmengine.load mmcv.Config.fromfile mmengine.Config.fromfile monty.serialization.loadfn
   anyconfig.load
read file - filename: box.Box.from_yaml box.Box.from_json
write file 0 filename: srsly.write_json srsly.write_jsonl srsly.write_yaml
write file 1 filename,file: mmcv.dump mmengine.dump monty.serialization.dumpfn
mode1 file 0 file: jsonlines.open
read file 0 file_: omegaconf.OmegaConf.load
write file 1 f: omegaconf.OmegaConf.save
mode1 file 0 uri: mxnet.recordio.MXRecordIO
mode1 file 0 filename: pysam.AlignmentFile
read file 0 fp: configobj.ConfigObj
read file 0 database,filename: sqlite3.connect duckdb.connect aiosqlite.connect
  sqlite_utils.Database
read file 0 path,env: lmdb.open lmdb.Environment
read file 0 filename: rarfile.RarFile py7zr.SevenZipFile
read file 0 path: xarray.open_dataset xarray.open_zarr xarray.open_dataarray xarray.open_mfdataset
  xarray.load_dataset
""")

#: methods of these names belong to paths and files alone
METHODS: Rows = rows("""
read file self -: read_text read_bytes
write file self -: write_text write_bytes
write file 0 path: to_netcdf to_zarr
write file 0 path: extractall
""")
