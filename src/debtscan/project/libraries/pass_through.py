"""Library objects that hand back what they are given, by library; what wrappers call the inside."""

from __future__ import annotations

_MODULE = "apply cuda cpu to eval train half float double bfloat16 share_memory requires_grad_"
_TORCH = frozenset(f"{_MODULE} to_empty xpu npu ipu type".split())
_SKLEARN = frozenset({"fit", "partial_fit", "set_params", "set_output"})
#: head of the base class from outside -> its methods that give back the object itself
SELF_RETURNING = {
    "torch": _TORCH,
    "pytorch_lightning": _TORCH | {"freeze", "unfreeze"},
    "lightning": _TORCH,
    "torch_geometric": _TORCH,
    "fastai": _TORCH,
    "transformers": _TORCH,
    "sklearn": _SKLEARN,
    "imblearn": _SKLEARN,
    "skorch": _SKLEARN,
}
#: what a wrapped model is called inside its wrapper; the wrapper is taken for the model
INSIDE = frozenset({"module", "_orig_mod"})
#: (first segment of the library, method) -> gives back its arguments, in their order
ARGUMENTS_BACK = frozenset(
    {("accelerate", "prepare"), ("accelerate", "prepare_model"), ("accelerate", "unwrap_model")}
    | {("accelerate", "prepare_data_loader"), ("accelerate", "prepare_optimizer")}
    | {("lightning", "setup"), ("lightning_fabric", "setup"), ("apex", "initialize")}
    | {("lightning", "setup_dataloaders"), ("lightning_fabric", "setup_dataloaders")}
)
#: functions that give back their first argument, prepared or wrapped
FIRST_BACK = frozenset(
    {"ray.train.torch.prepare_model", "intel_extension_for_pytorch.optimize"}
    | {"tensorflow.keras.models.clone_model", "keras.models.clone_model", "sklearn.clone"}
    | {"sklearn.base.clone", "torch.quantization.prepare", "peft.get_peft_model"}
    | {"fairscale.nn.FullyShardedDataParallel", "fairscale.nn.data_parallel.ShardedDataParallel"}
    | {"torch.nn.parallel.distributed.DistributedDataParallel"}
)
