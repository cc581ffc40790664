"""Folders that are somebody else's project, copied in whole."""

from __future__ import annotations

import re
from collections.abc import Set

_WORDS = """
    alphapose annoy apex arcface baselines bert bytetrack clip cocoapi cococaption colmap
    controlnet cub cutlass darknet deeplabcut deepsort deepspeed detectron detectron2 detr
    diffusers dino dinov2 dlib eigen elmo espnet facenet fairseq faiss fasttext flashattention
    gfpgan glove googletest gptneox groundingdino guideddiffusion gym hifigan improveddiffusion
    insightface instantngp kdiffusion latentdiffusion lavis llama llamacpp llava maskrcnn
    maskrcnnbenchmark megatronlm melgan midas minkowskiengine mmaction2 mmcv mmdetection mmpose
    mmsegmentation mujocopy nanogpt nerf nmslib nvdiffrast openclip opencv openpose
    paddleocr pointnet2 pwcnet pybind11 pycocotools raft realesrgan retinaface rlkit sam2
    segmentanything slim spinningup stablebaselines stablebaselines3 stablediffusion stylegan
    stylegan2 stylegan2ada stylegan2adapytorch stylegan2pytorch stylegan3 syncnet tacotron2
    tamingtransformers tensor2tensor tensorflow tensorflowmodels transformers ultralytics
    unilm vid2vid wav2lip waveglow whisper xformers xlnet yolov3 yolov4 yolov5 yolov6 yolov7
    yolov8 yolov9 yolox
"""
_PROJECTS = frozenset(_WORDS.split())
#: What comes along when a whole repository is copied; a folder named after the library it
#: teaches or wraps has none of these.
_EVIDENCE = frozenset(
    {"license", "license.txt", "license.md", "copying", "setup.py", "hubconf.py", "citation.cff"}
)
_NOISE = re.compile(r"-(?:main|master)$|[-_. ]")


def is_known_project(name: str, inside: Set[str]) -> bool:
    """Whether a folder of this name, holding these names, is a copy of a well-known project."""
    if _NOISE.sub("", name.lower()) not in _PROJECTS:
        return False
    return any(entry.lower() in _EVIDENCE for entry in inside)
