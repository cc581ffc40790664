"""One customer's score over HTTP."""

import logging

import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from churn.features import check_customers, make_features
from churn.model import load_model
from churn.settings import load_settings

log = logging.getLogger(__name__)
app = FastAPI()
model = load_model()
settings = load_settings()


class Customer(BaseModel):
    customer_id: str
    tenure_months: float
    age: float
    total_charge: float
    data_mb: float
    minutes: float
    calls: float
    complaints: float


class Answer(BaseModel):
    score: float
    contact: bool


@app.post("/score")
def score(customer: Customer) -> Answer:
    rows = check_customers(pd.DataFrame([customer.model_dump()]))
    scores = model.scores(make_features(rows, settings.features))
    answer = Answer(score=scores.iloc[0], contact=model.contacts(scores).iloc[0])
    log.info("scored %s: %s", customer.customer_id, answer)
    return answer
