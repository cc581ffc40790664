"""Step 1: customers, usage and tickets of one month into data/interim."""
import argparse
import os
import sys

import numpy as np
import pandas as pd
from sqlalchemy import create_engine

sys.path.insert(0, "/home/mkowalski/churn/src")

from churn.data import clean_customers, load_config, load_customers, load_usage


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="conf/config.yaml")
    parser.add_argument("--month", default="2023-09")
    parser.add_argument("--sample", type=float, default=1.0)
    parser.add_argument("--anonymise", action="store_true")
    args = parser.parse_args()

    cfg = load_config(args.config)
    customers = clean_customers(load_customers(cfg, args.month))
    customers = customers[customers["tenure_months"] >= cfg["data"]["min_tenure"]]
    if args.sample < 1.0:
        customers = customers.sample(frac=args.sample)
    customers.to_parquet("data/interim/customers_clean.parquet")

    usage = load_usage(cfg)
    usage.to_csv("data/interim/usage_monthly.csv", index=False)
    usage = pd.read_csv("data/interim/usage_monthly.csv")
    usage.to_parquet("data/interim/usage_snapshot.parquet")
    np.save("data/interim/seq_targets.npy", customers["churn"].values)

    with open("sql/tickets.sql") as f:
        query = f.read()
    tickets = pd.read_sql(query, create_engine(os.environ["CHURN_DB"]))
    tickets.to_parquet("data/interim/tickets.parquet")
    complaints = tickets.groupby("customer_id").size().reset_index(name="n_complaints")
    complaints.to_parquet("data/interim/complaints.parquet")

    labels = pd.read_csv(cfg["data"]["label_file"])
    served = pd.read_csv("data/feedback/served.csv")
    labels = pd.concat([labels, served[["customer_id", "churn"]]])
    labels.to_csv("data/labels/churn_labels.csv", index=False)


if __name__ == "__main__":
    main()
