"""One specimen's score over HTTP."""

import lightgbm
import pandas as pd
from features import COLUMNS, add_features
from flask import Flask, jsonify, request
from settings import load_settings

app = Flask(__name__)
cfg = load_settings()
booster = lightgbm.Booster(model_file="models/booster.txt")


@app.route("/score", methods=["POST"])
def score():
    frame = add_features(pd.DataFrame([request.get_json()]), **cfg["features"])
    value = float(booster.predict(frame[COLUMNS])[0])
    return jsonify({"score": value, "contact": value >= cfg["threshold"]})
