"""Calls that read and write models, checkpoints and the data sets of their libraries."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import Rows, rows

_F = "f,filename,file,filepath,path,fname,model_path,save_path"
_KERAS = "filepath,path,export_dir,model"

KNOWN: Rows = rows(f"""
read file 0 {_F}: torch.load torch.jit.load joblib.load onnx.load onnx.load_model
  onnxruntime.InferenceSession safetensors.torch.load_file safetensors.numpy.load_file
  safetensors.safe_open paddle.load mxnet.nd.load mxnet.ndarray.load cntk.load_model
  skops.io.load dill.load_session flax.training.checkpoints.restore_checkpoint
   fasttext.load_model fasttext.FastText.load_model kenlm.LanguageModel
  kenlm.Model torch.package.PackageImporter
  tokenizers.Tokenizer.from_file
   faiss.read_index faiss.read_index_binary
write file 1 {_F}: torch.save torch.jit.save joblib.dump onnx.save onnx.save_model
  safetensors.torch.save_file safetensors.numpy.save_file paddle.save skops.io.dump
   tensorflow.saved_model.save faiss.write_index faiss.write_index_binary
  safetensors.torch.save_model
write file 0 ckpt_dir: flax.training.checkpoints.save_checkpoint
write file 0 fname: mxnet.nd.save mxnet.ndarray.save
read file 0 path: stable_baselines3.A2C.load stable_baselines3.DDPG.load stable_baselines3.DQN.load
  stable_baselines3.PPO.load stable_baselines3.SAC.load stable_baselines3.TD3.load
write file 2 f: torch.onnx.export
read file 1 filename: safetensors.torch.load_model
write file 1 output_model,path: openvino.save_model
write file 1 model_path: openvino.runtime.serialize openvino.serialize
write file 1 f: torch.export.save
read file 0 f: torch.export.load
write file - checkpoint_id: torch.distributed.checkpoint.save
read file - checkpoint_id: torch.distributed.checkpoint.load
write file 1 directory: tensorflow.train.CheckpointManager
write file 0 export_dir: tensorflow.saved_model.Builder
  tensorflow.saved_model.builder.SavedModelBuilder
read file 2 export_dir: tensorflow.saved_model.loader.load
write file - checkpoint_dir: tensorflow.train.MonitoredTrainingSession
write file 0 backup_dir: keras.callbacks.BackupAndRestore
write file 2 f: sklearn.datasets.dump_svmlight_file
read file 0 model: ultralytics.YOLO
read file 0 file_path: langchain.document_loaders.TextLoader langchain.document_loaders.CSVLoader
  langchain.document_loaders.PyPDFLoader langchain.document_loaders.JSONLoader
  langchain_community.document_loaders.TextLoader langchain_community.document_loaders.CSVLoader
  langchain_community.document_loaders.PyPDFLoader langchain_community.document_loaders.JSONLoader
read file 0 path: langchain.document_loaders.DirectoryLoader
  langchain_community.document_loaders.DirectoryLoader
read file 0 input_dir: llama_index.SimpleDirectoryReader llama_index.core.SimpleDirectoryReader
read file 0 {_KERAS}: keras.models.load_model keras.saving.load_model tensorflow.saved_model.load
   tensorflow.saved_model.load_v2
write file 1 {_KERAS}: keras.models.save_model keras.saving.save_model keras.saving.save_weights
write file 0 filepath: keras.callbacks.ModelCheckpoint
write file 0 filename: keras.callbacks.CSVLogger
write file 0 log_dir: keras.callbacks.TensorBoard tensorflow.summary.create_file_writer
write file 0 logdir,log_dir: tensorflow.summary.FileWriter torch.utils.tensorboard.SummaryWriter
  tensorboardX.SummaryWriter
write file 0 path,filename: tensorflow.io.TFRecordWriter tensorflow.python_io.TFRecordWriter
  tensorflow.io.write_file tensorflow.data.experimental.TFRecordWriter
write file 1 logdir: tensorflow.train.write_graph tensorflow.io.write_graph
read file 0 filenames,filename,path: tensorflow.data.TFRecordDataset tensorflow.io.read_file
  tensorflow.data.TextLineDataset tensorflow.read_file tensorflow.data.FixedLengthRecordDataset
  tensorflow.python_io.tf_record_iterator tensorflow.io.tf_record_iterator
  tensorflow.train.load_checkpoint tensorflow.train.NewCheckpointReader
  tensorflow.train.list_variables tensorflow.train.load_variable tensorflow.train.import_meta_graph
  tensorflow.data.experimental.load tensorflow.data.experimental.CsvDataset
  tensorflow.contrib.framework.load_checkpoint tensorflow.train.string_input_producer
read file 0 file_pattern: tensorflow.data.Dataset.list_files
  tensorflow.data.experimental.make_csv_dataset
  tensorflow.train.match_filenames_once tensorflow.data.Dataset.load
read file 0 ckpt_dir_or_file: tensorflow.train.init_from_checkpoint

read file 0 checkpoint_dir: tensorflow.train.latest_checkpoint tensorflow.train.get_checkpoint_state
read file 0 model_path: tensorflow.lite.Interpreter tflite_runtime.interpreter.Interpreter
  coremltools.utils.load_spec
read? file 0 model: coremltools.models.MLModel
read file 0 saved_model_dir: tensorflow.lite.TFLiteConverter.from_saved_model
read file 0 graph_def_file: tensorflow.lite.TFLiteConverter.from_frozen_graph
write file 1 filename: coremltools.utils.save_spec
read file 0 directory: keras.utils.image_dataset_from_directory
  keras.preprocessing.image_dataset_from_directory keras.utils.text_dataset_from_directory
  keras.preprocessing.text_dataset_from_directory keras.utils.audio_dataset_from_directory
read url 1 origin: keras.utils.get_file keras.utils.data_utils.get_file
write file 0 fname: keras.utils.get_file keras.utils.data_utils.get_file
read file - model_file: xgboost.Booster lightgbm.Booster
read? file 0 data: xgboost.DMatrix lightgbm.Dataset catboost.Pool
read? file 0 f,path,dataset: sklearn.datasets.load_svmlight_file
read file 0 f: sklearn.datasets.load_svmlight_files
read file 0 container_path: sklearn.datasets.load_files
read file 0 fname,path: gensim.models.KeyedVectors.load_word2vec_format
  gensim.models.KeyedVectors.load
  gensim.models.Word2Vec.load gensim.models.Doc2Vec.load gensim.models.FastText.load
  gensim.models.LdaModel.load gensim.models.ldamodel.LdaModel.load gensim.models.TfidfModel.load
  gensim.corpora.Dictionary.load gensim.corpora.MmCorpus gensim.models.word2vec.Word2Vec.load
  gensim.models.fasttext.load_facebook_model gensim.models.word2vec.LineSentence
  gensim.models.fasttext.load_facebook_vectors gensim.models.LsiModel.load
  gensim.similarities.Similarity.load
write file 0 fname: gensim.corpora.MmCorpus.serialize
read file 0 filename,root: torchtext.vocab.Vectors
read dataset 0 root: torchvision.datasets.ImageFolder torchvision.datasets.DatasetFolder
  torchvision.datasets.MNIST torchvision.datasets.FashionMNIST torchvision.datasets.CIFAR10
  torchvision.datasets.CIFAR100 torchvision.datasets.SVHN torchvision.datasets.STL10
  torchvision.datasets.ImageNet torchvision.datasets.LSUN torchvision.datasets.CocoDetection
  torchvision.datasets.CocoCaptions torchvision.datasets.VOCDetection torchvision.datasets.CelebA
  torchvision.datasets.VOCSegmentation torchvision.datasets.Flowers102 torchvision.datasets.EMNIST
  torchvision.datasets.KMNIST torchvision.datasets.Omniglot torchvision.datasets.Food101
  torchvision.datasets.OxfordIIITPet torchvision.datasets.Cityscapes torchvision.datasets.DTD
  torchvision.datasets.Caltech101 torchvision.datasets.Caltech256 torchvision.datasets.USPS
  torchvision.datasets.folder.ImageFolder torchvision.datasets.QMNIST torchvision.datasets.SBU
  torchvision.datasets.StanfordCars torchvision.datasets.Kinetics torchvision.datasets.UCF101
  torchaudio.datasets.LIBRISPEECH torchaudio.datasets.SPEECHCOMMANDS torchaudio.datasets.LJSPEECH
  torchaudio.datasets.YESNO torchaudio.datasets.VCTK torchaudio.datasets.LIBRITTS
  torch_geometric.datasets.Planetoid torch_geometric.datasets.TUDataset
read file 1 annFile: torchvision.datasets.CocoDetection torchvision.datasets.CocoCaptions
read file 0 annotation_file: pycocotools.coco.COCO lvis.LVIS
write file - output_dir,logging_dir: transformers.TrainingArguments
  transformers.Seq2SeqTrainingArguments trl.SFTConfig trl.DPOConfig trl.PPOConfig
write file - dirpath: pytorch_lightning.callbacks.ModelCheckpoint
  lightning.pytorch.callbacks.ModelCheckpoint
  pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint lightning.callbacks.ModelCheckpoint
write file - default_root_dir: pytorch_lightning.Trainer lightning.Trainer lightning.pytorch.Trainer
write file 0 save_dir: pytorch_lightning.loggers.TensorBoardLogger
  pytorch_lightning.loggers.CSVLogger
  lightning.pytorch.loggers.TensorBoardLogger lightning.pytorch.loggers.CSVLogger
write file - model_dir: tensorflow.estimator.Estimator tensorflow.contrib.tpu.RunConfig
  tensorflow.estimator.RunConfig tensorflow.contrib.tpu.TPUEstimator
write file - model_prefix: sentencepiece.SentencePieceTrainer.train
  sentencepiece.SentencePieceTrainer.Train
read file - input: sentencepiece.SentencePieceTrainer.train sentencepiece.SentencePieceTrainer.Train
read file - model_file: sentencepiece.SentencePieceProcessor
read file 0 input: fasttext.train_supervised fasttext.train_unsupervised
""")

METHODS: Rows = rows(f"""
write file 0 {_KERAS}: save_weights
read file 0 {_KERAS}: load_weights
write file 0 {_F},output_dir,dir: save_model save_checkpoint save_lora_weights
read file 0 {_F}: load_model load_checkpoint
write file 0 dataset_path,dataset_dict_path: save_to_disk
write file 0 save_directory,output_dir: save_pretrained
read file 0 checkpoint_path: load_from_checkpoint
write file 0 export_dir,filename: export_saved_model export_savedmodel save_word2vec_format
write file 0 fname: save_as_text
write file 0 path: to_disk
read file 0 path: from_disk
write? file 0 filename: save_parameters
read? file 0 filename: load_parameters
write? file 0 output_dir: save_state
read? file 0 input_dir: load_state
write file 0 folder_path: save_local
read file 0 folder_path: load_local
write? file 0 fout: dump_model
read? file 0 model: read_model
read file 0 directory,path: flow_from_directory
read file 1 directory: flow_from_dataframe
read file 0 weights_path,checkpoint,path: load_lora_weights
""")
