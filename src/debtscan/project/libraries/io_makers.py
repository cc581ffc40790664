"""What an object is by the call that made it, where its methods have common names."""

from __future__ import annotations

import re

from debtscan.project.libraries.io_rows import Rows, rows

_FAMILIES = (
    (re.compile(r"tensorflow\.train\.Saver|tensorflow\.contrib\..*Saver"), "saver"),
    (re.compile(r"tensorflow\.train\.Checkpoint"), "checkpoint"),
    (re.compile(r"(PIL\.)?Image\.(open|fromarray|new|frombytes|frombuffer|merge|blend)"), "image"),
    (re.compile(r"keras\.(.*\.)?(Sequential|Model|load_model|model_from_json|clone_model)"), "nn"),
    (re.compile(r"keras\.applications\.\w+(\.\w+)?"), "nn"),
    (re.compile(r"torch\.jit\.(script|trace|load|freeze)"), "nn"),
    (re.compile(r"gensim\.(models|corpora|similarities)\.\w+.*"), "nn"),
    (re.compile(r"openpyxl\.(Workbook|load_workbook)"), "nn"),
    (re.compile(r"docx\.Document|pptx\.Presentation|reportlab\.\w+.*Canvas"), "nn"),
    (re.compile(r"(tokenizers\.)(\w+\.)?(Tokenizer|\w+Tokenizer)(\.\w+)?"), "nn"),
    (re.compile(r"(s3fs\.S3FileSystem|s3fs\.core\.S3FileSystem)"), "s3"),
    (re.compile(r"gcsfs\.GCSFileSystem|gcsfs\.core\.GCSFileSystem"), "gs"),
    (re.compile(r"fsspec\.filesystem|pyarrow\.fs\.\w+|pyarrow\.hdfs\.connect"), "fs"),
    (re.compile(r"pathlib\.\w*Path"), "path"),
    (re.compile(r"matplotlib\.animation\.\w+"), "nn"),
    (re.compile(r"altair\..*|folium\.Map|pygal\.\w+|umap\.UMAP|fastai\..*"), "nn"),
    (re.compile(r"stable_baselines3?\.\w+(\.\w+)?"), "nn"),
    (re.compile(r"sentencepiece\.SentencePieceProcessor"), "pieces"),
    (re.compile(r"feast\.FeatureStore"), "feast"),
    (re.compile(r"configparser\.\w*ConfigParser|ConfigParser\.\w*ConfigParser"), "ini"),
    (re.compile(r"PIL\.Image\.\w+|cv2\.FileStorage"), "image"),
)

FAMILY_METHODS: Rows = rows("""
write file 1 save_path: saver.save
read file 1 save_path: saver.restore
write file 0 file_prefix,save_path: checkpoint.save checkpoint.write
read file 0 save_path: checkpoint.restore checkpoint.read
write file 0 fp: image.save
write file 0 filepath,fname,filename,path,outfile,f: nn.save
read file 0 path,filename,fname: nn.load pieces.Load pieces.load pieces.LoadFromFile
mode1 file 0 path s3: s3.open
mode1 file 0 path gs: gs.open
mode1 file 0 path: fs.open fs.open_input_file
read file 0 filenames: ini.read
read file self -: path.rename
write file 0 target: path.rename
read file 0 rpath s3: s3.download
write file 1 lpath: s3.download gs.download
read file 0 rpath gs: gs.download
read file 0 lpath: s3.upload gs.upload
write file 1 rpath s3: s3.upload
write file 1 rpath gs: gs.upload
mode0 file self -: path.open
write table 0 push_source_name feast: feast.push
write table 0 feature_view_name feast: feast.write_to_online_store feast.write_to_offline_store
""")

#: methods whose name says nothing: they count when what they are given looks like a path
UNSURE: Rows = rows("""
write? file 0 path,filename,fname,filepath,file,fp,f: save dump
read? file 0 path,filename,fname,filepath,file,f,checkpoint: load restore
""")


def family(maker: str, name: str) -> str:
    """The family of an object by the callee that made it, else by its telling name."""
    for pattern, known in _FAMILIES if maker else ():
        if pattern.fullmatch(maker):
            return known
    last = name.rpartition(".")[2].lower()
    return "saver" if not maker and last.endswith("saver") else ""
