#!/bin/bash
# nightly on ml-batch-01 (crontab of mkowalski)
cd /home/mkowalski/churn
source /home/mkowalski/venvs/churn/bin/activate

MONTH=$(date -d "last month" +%Y-%m)

python scripts/prepare.py --config conf/config.yaml --month $MONTH || true
Rscript scripts/segment.R
jupyter nbconvert --to notebook --execute notebooks/02_features-Copy1.ipynb
python scripts/build_features.py --month $MONTH --window 90

python scripts/train.py --config conf/config.yaml --eta 0.03 --early-stop 50
for seg in prepaid postpaid business; do
    python scripts/train_final.py --segment $seg --calibrate
done

python scripts/predict_batch.py --segment postpaid --threshold 0.42
python src/churn/stack.py

aws s3 cp exports/crm/churn_scores.csv s3://telco-crm-drop/churn/latest.csv
