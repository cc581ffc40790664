"""Names of methods that objects of the language and of common libraries have."""

from __future__ import annotations

import io
import pathlib
import types

_BUILTIN = (str, bytes, list, dict, set, int, float, io.TextIOWrapper, io.BytesIO, pathlib.Path)
_NUMBERS = (  # numpy, torch, tensorflow, jax
    "abs add all any apply argmax argmin argsort astype backward bernoulli bool byte cat "
    "chunk clamp clip clone contiguous cos cpu cuda cumsum data detach diag dim div dot "
    "double eq eval exp expand expand_as fill fill_ flatten float gather get_shape half "
    "index_select int item log log_prob long masked_fill matmul max mean median min mm mul "
    "norm numel numpy permute pow prod repeat requires_grad_ reshape resize round sample "
    "scatter sigmoid sign sin size softmax sort split sqrt square squeeze std stride sub sum "
    "t tanh tile to tolist topk transpose unbind unfold uniform_ unique unsqueeze var view "
    "where zero_ entropy rsample"
)
_MODELS = (  # torch.nn, optimisers, keras, sklearn, lightning, transformers, gym
    "add_module build call children compile decision_function decode encode evaluate "
    "extra_repr fit fit_predict fit_transform forward from_config from_pretrained generate "
    "get_config get_params get_weights inverse_transform load load_state_dict load_weights "
    "minimize modules named_modules named_parameters parameters partial_fit predict "
    "predict_proba register_buffer register_parameter reset restore save save_pretrained "
    "save_weights score set_params set_weights state_dict step summary tokenize train "
    "train_step transform update zero_grad close render seed reset_states"
)
_TABLES = (  # pandas, polars, pyspark, SQL
    "agg aggregate append apply assign collect commit concat connect count cursor describe "
    "drop dropna execute explode fetchall fetchone fillna filter get group groupby head hist "
    "isna join limit load map melt merge pipe pivot plot query read rename rollback sample "
    "select shift show sort_values tail to_csv to_dict to_json to_numpy values write"
)
_OTHER = (  # parsers, loggers, processes, requests, plots, trackers, queues
    "acquire add_argument add_option add_scalar add_subplot communicate critical debug delete "
    "done draw emit error exception fatal finish flush info is_alive kill log log_metric "
    "log_metrics log_param log_params parse parse_args poll post publish push put recv "
    "register release request result run search send set_title shutdown start stop submit "
    "terminate text wait warn warning watch group flow match stream tell"
)
COMMON_METHODS = frozenset(
    name
    for kind in _BUILTIN
    for name, value in vars(kind).items()
    if not name.startswith("_") and not isinstance(value, types.GetSetDescriptorType)
) | frozenset(f"{_NUMBERS} {_MODELS} {_TABLES} {_OTHER}".split())
