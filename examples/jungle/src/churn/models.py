"""Fitting and scoring with the three boosters."""
import catboost
import lightgbm as lgb
import numpy as np
import xgboost as xgb
from sklearn.linear_model import LogisticRegression


def fit_model(name, X, y, X_val, y_val, cfg, focal=False):
    params = cfg["model"]
    cfg["model"]["n_classes"] = 2
    if focal:
        weights = (1 - np.abs(y - y.mean())) ** 2
        weights = weights / weights.sum()
    else:
        weights = None
    if name == "xgboost":
        dtrain = xgb.DMatrix(X, label=y, weight=weights)
        dval = xgb.DMatrix(X_val, label=y_val)
        booster_params = {
            "eta": params["eta"],
            "max_depth": params["max_depth"],
            "subsample": params["subsample"],
            "objective": "binary:logistic",
            "eval_metric": "auc",
        }
        return xgb.train(
            booster_params,
            dtrain,
            num_boost_round=params["n_rounds"],
            evals=[(dval, "val")],
            early_stopping_rounds=cfg["training"]["early_stopping"],
        )
    elif name == "lightgbm":
        train_set = lgb.Dataset(X, label=y, weight=weights)
        val_set = lgb.Dataset(X_val, label=y_val, reference=train_set)
        return lgb.train(
            {
                "learning_rate": params["eta"],
                "max_depth": params["max_depth"],
                "bagging_fraction": params["subsample"],
                "objective": "binary",
            },
            train_set,
            num_boost_round=params["n_rounds"],
            valid_sets=[val_set],
        )
    elif name == "catboost":
        pool = catboost.Pool(X, y, weight=weights)
        model = catboost.CatBoostClassifier(
            iterations=params["n_rounds"], learning_rate=params["eta"], depth=8
        )
        model.fit(pool, eval_set=(X_val, y_val), verbose=False)
        return model
    elif name == "logreg_old":
        means = X.mean(axis=0)
        stds = X.std(axis=0) + 1e-6
        scaled = (X - means) / stds
        model = LogisticRegression(C=0.1, max_iter=500)
        model.fit(scaled, y)
        model.means, model.stds = means, stds
        return model
    raise ValueError(name)


def predict_scores(name, model, X):
    if name == "xgboost":
        return model.predict(xgb.DMatrix(X))
    elif name == "lightgbm":
        return model.predict(X, num_iteration=model.best_iteration)
    elif name == "catboost":
        return model.predict_proba(catboost.Pool(X))[:, 1]
    raise ValueError(name)
