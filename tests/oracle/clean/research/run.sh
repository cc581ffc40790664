#!/bin/sh
# From recordings to a report.
set -e
python shards.py recordings --target data/specimens --rate 100
python train.py --data data/specimens --net conv --epochs 30 --lr 0.001 --out runs/conv
python train.py --data data/specimens --net recurrent --epochs 40 --augment --out runs/recurrent
python evaluate.py --checkpoint runs/conv/best.pt --net conv --report runs/conv.csv
