"""Variables of the environment that something outside of a repository sets or reads."""

#: first words of their names
OUTSIDE = frozenset(
    {"CUDA", "NCCL", "OMP", "MKL", "KMP", "TF", "XLA", "JAX", "PYTHON", "PYTORCH", "TORCH", "HF"}
    | {"TRANSFORMERS", "TOKENIZERS", "WANDB", "MLFLOW", "AWS", "GOOGLE", "GCP", "GCLOUD", "AZURE"}
    | {"GITHUB", "GITLAB", "CI", "DOCKER", "COMPOSE", "KUBE", "KUBECONFIG", "SPARK", "JAVA"}
    | {"AIRFLOW", "RAY", "PIP", "CONDA", "LD", "PATH", "HOME", "USER", "LANG", "LC", "LANGUAGE"}
    | {"TZ", "SHELL", "DISPLAY", "DEBIAN", "POSTGRES", "MYSQL", "REDIS", "MINIO", "KAFKA", "PG"}
    | {"SLURM", "LOCAL", "RANK", "WORLD", "MASTER", "NVIDIA", "OPENAI", "ANTHROPIC", "COMET"}
    | {"FLASK", "UVICORN", "GUNICORN", "DJANGO", "STREAMLIT", "GRADIO", "PREFECT", "DAGSTER"}
    | {"OPENBLAS", "NUMEXPR", "BLIS", "DVC", "GIT", "NODE", "NPM", "HOSTNAME", "PWD", "TERM"}
    | {"TMPDIR", "TEMP", "TMP", "APPDATA", "PYTHONPATH", "PYTHONUNBUFFERED", "CFLAGS", "CXXFLAGS"}
    | {"LDFLAGS", "CC", "CXX", "MAKEFLAGS", "CMAKE", "VIRTUAL", "XDG", "SSH", "HTTP", "HTTPS"}
    | {"NO", "ALL", "SM", "HADOOP", "HDFS", "SCARF", "POETRY", "UV", "BASH", "PS1", "HISTFILE"}
    | {"IFS", "USE", "UCX", "SHARP", "XPU", "HUGGINGFACE", "GLOO", "PL", "ROCM", "HIP", "FI"}
    | {"LOGNAME", "EDITOR", "COLUMNS", "USERPROFILE", "JUPYTER", "VERTEX", "CLOUD", "SAGEMAKER"}
)
