"""Step 3: the feature table."""
import argparse
import os
import sys

import numpy as np
import pandas as pd

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src"))

from churn.data import load_config, reduce_mem_usage
from churn.features import build_features

parser = argparse.ArgumentParser()
parser.add_argument("--month", default="2023-09")
parser.add_argument("--output", default="data/interim/features.parquet")
args = parser.parse_args()

cfg = load_config()
customers = pd.read_parquet("data/interim/customers_clean.parquet")
calls = pd.read_csv("data/interim/usage_monthly.csv")
vectors = np.load("data/interim/ticket_vectors.npy")
labels = pd.read_csv("data/labels/churn_labels.csv")

customers = customers[customers["month"] == args.month]
customers = customers.merge(labels, on="customer_id", how="inner")
features = build_features(customers, calls, vectors, cfg)
features = reduce_mem_usage(features)
features.to_parquet(args.output)
print(features.shape)
