"""Second stage: corrects the base score for customers in a running campaign."""
import pickle

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from scripts.predict_batch import score_frame

base = pd.read_csv("exports/crm/churn_scores.csv")
campaign = pd.read_csv("/mnt/nas2/marketing/campaigns/current.csv")
with open("models/churn_model.pkl", "rb") as f:
    model = pickle.load(f)

frame = base.merge(campaign, on="customer_id", how="inner")
frame["base_score"] = score_frame(model, frame)
X = frame[["base_score", "discount", "days_in_campaign"]].values
corrector = LogisticRegression()
corrector.fit(X, frame["accepted"].values)
adjusted = corrector.predict_proba(X)[:, 1]

# HACK: marketing complained about these groups, remove when the model knows them
adjusted[frame["plan"] == "FAMILY_L"] = 0.1
adjusted[frame["tenure_months"] < 2] = 0.9
adjusted = np.where(frame["is_employee"] == 1, 0.0, adjusted)
adjusted = np.clip(adjusted, 0.02, 0.98)

frame["score"] = adjusted
frame[["customer_id", "score"]].to_csv("exports/crm/churn_scores.csv", index=False)
frame.to_parquet("data/interim/stack_debug.parquet")
