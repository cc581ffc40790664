"""Models and data sets that go by a name: hubs, registries, bundled collections."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import Rows, rows

KNOWN: Rows = rows("""
read dataset 0 path,name hf: datasets.load_dataset datasets.load_dataset_builder
read file 0 dataset_path,path: datasets.load_from_disk datasets.Dataset.load_from_disk
  datasets.DatasetDict.load_from_disk
read file 0 path_or_paths: datasets.Dataset.from_csv datasets.Dataset.from_json
  datasets.Dataset.from_parquet
read file - data_files: datasets.load_dataset
read model 0 repo_id hf: huggingface_hub.hf_hub_download huggingface_hub.snapshot_download

write file - local_dir: huggingface_hub.snapshot_download huggingface_hub.hf_hub_download
read model 1 model hf: transformers.pipeline
read model 1 model_id hf: peft.PeftModel.from_pretrained peft.PeftModelForCausalLM.from_pretrained
  peft.PeftModelForSeq2SeqLM.from_pretrained
read model 0 repo_or_dir torchhub: torch.hub.load
read file - folder_path: huggingface_hub.upload_folder
write model - repo_id hf: huggingface_hub.upload_folder
read model 0 model_name_or_path,model_name hf: sentence_transformers.SentenceTransformer
  sentence_transformers.CrossEncoder sentence_transformers.models.Transformer
  flair.models.TextClassifier.load
   adapters.AutoAdapterModel.from_pretrained
read model 0 name spacy: spacy.load
read model 0 name,model_name whisper: whisper.load_model
read model 0 name clip: clip.load
read model 0 model_name timm: timm.create_model
read model 0 handle tfhub: tensorflow_hub.load tensorflow_hub.KerasLayer tensorflow_hub.Module
read model 0 name gensim: gensim.downloader.load
read dataset 0 name tfds: tensorflow_datasets.load tensorflow_datasets.builder
  tensorflow_datasets.data_source
read dataset 0 info_or_id nltk: nltk.download
read dataset 0 name seaborn: seaborn.load_dataset
read dataset 0 name ogb: ogb.nodeproppred.PygNodePropPredDataset
  ogb.nodeproppred.DglNodePropPredDataset ogb.graphproppred.PygGraphPropPredDataset
  ogb.linkproppred.PygLinkPropPredDataset ogb.nodeproppred.NodePropPredDataset
read dataset 0 name openml: sklearn.datasets.fetch_openml
read dataset 0 dataset_id openml: openml.datasets.get_dataset
read dataset callee - sklearn: sklearn.datasets.fetch_california_housing
  sklearn.datasets.fetch_20newsgroups sklearn.datasets.fetch_20newsgroups_vectorized
  sklearn.datasets.fetch_covtype sklearn.datasets.fetch_kddcup99 sklearn.datasets.fetch_lfw_people
  sklearn.datasets.fetch_olivetti_faces sklearn.datasets.fetch_rcv1 sklearn.datasets.load_iris
  sklearn.datasets.load_digits sklearn.datasets.load_wine sklearn.datasets.load_breast_cancer
  sklearn.datasets.load_diabetes sklearn.datasets.load_boston sklearn.datasets.load_linnerud
  sklearn.datasets.fetch_species_distributions
read dataset callee - keras: keras.datasets.mnist.load_data keras.datasets.fashion_mnist.load_data
  keras.datasets.cifar10.load_data keras.datasets.cifar100.load_data keras.datasets.imdb.load_data
  keras.datasets.boston_housing.load_data keras.datasets.reuters.load_data
  keras.datasets.california_housing.load_data
read dataset callee - statsmodels: statsmodels.api.datasets.co2.load_pandas
  statsmodels.api.datasets.co2.load statsmodels.api.datasets.sunspots.load_pandas
read dataset 0 dataset kaggle: kagglehub.dataset_download
read dataset 0 handle kaggle: kagglehub.competition_download kagglehub.model_download
read model 0 model_uri mlflow: mlflow.pyfunc.load_model mlflow.sklearn.load_model
  mlflow.pytorch.load_model mlflow.keras.load_model mlflow.tensorflow.load_model
  mlflow.xgboost.load_model mlflow.lightgbm.load_model mlflow.catboost.load_model
  mlflow.spark.load_model mlflow.pyfunc.spark_udf mlflow.transformers.load_model
  mlflow.onnx.load_model mlflow.statsmodels.load_model mlflow.prophet.load_model
write model - registered_model_name,artifact_path,name mlflow: mlflow.pyfunc.log_model
  mlflow.sklearn.log_model mlflow.pytorch.log_model mlflow.keras.log_model
  mlflow.tensorflow.log_model mlflow.xgboost.log_model mlflow.lightgbm.log_model
  mlflow.catboost.log_model mlflow.spark.log_model mlflow.transformers.log_model
  mlflow.onnx.log_model mlflow.statsmodels.log_model mlflow.prophet.log_model
write file 1 path: mlflow.sklearn.save_model mlflow.pytorch.save_model mlflow.keras.save_model
  mlflow.xgboost.save_model mlflow.lightgbm.save_model mlflow.tensorflow.save_model
write file 0 path: mlflow.pyfunc.save_model
read file 0 local_path: mlflow.log_artifact
read file 0 local_dir: mlflow.log_artifacts
write object 1 artifact_file mlflow: mlflow.log_dict mlflow.log_text mlflow.log_figure
  mlflow.log_image mlflow.log_table
read object - artifact_uri,artifact_path: mlflow.artifacts.download_artifacts
write model 1 name mlflow: mlflow.register_model
read object 0 artifact_or_name wandb: wandb.use_artifact
write object 0 name wandb: wandb.Artifact
read file 0 glob_str: wandb.save
read object 0 name wandb: wandb.restore
write object - name comet: comet_ml.Artifact
read dataset - dataset_name,dataset_id clearml: clearml.Dataset.get
write dataset - dataset_name clearml: clearml.Dataset.create
read dataset 0 name azureml: azureml.core.Dataset.get_by_name
""")

#: methods of these names belong to the hubs alone
METHODS: Rows = rows("""
read dataset 0 dataset kaggle: dataset_download_files
read dataset 0 competition kaggle: competition_download_files
read? file 0 local_path: add_file add_dir
read file 0 pretrained_model_link_or_path: from_single_file
read model 0 pretrained_model_name_or_path,model_name,name_or_path,model_id,pretrained hf:
  from_pretrained
write model 0 repo_id hf: push_to_hub
read object 0 artifact_or_name wandb: use_artifact
""")
