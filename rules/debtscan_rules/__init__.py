"""The rules that ship with debtscan: an ordinary pack, listed one by one.

Knows the rule kit alone; must not know how rules are run, nor any syntax.
"""

from debtscan.rulekit import RulePack
from debtscan_rules.config_sprawl.absolute_user_path import absolute_user_path
from debtscan_rules.config_sprawl.cli_drift import cli_drift
from debtscan_rules.config_sprawl.config_mutated_late import config_mutated_late
from debtscan_rules.config_sprawl.conflicting_values import conflicting_values
from debtscan_rules.config_sprawl.constant_never_read import constant_never_read
from debtscan_rules.config_sprawl.copied_options import copied_options
from debtscan_rules.config_sprawl.copy_paste_config_family import copy_paste_config_family
from debtscan_rules.config_sprawl.derived_constant import derived_constant
from debtscan_rules.config_sprawl.disagreeing_constants import disagreeing_constants
from debtscan_rules.config_sprawl.duplicate_yaml_key import duplicate_yaml_key
from debtscan_rules.config_sprawl.feature_list_fork import feature_list_fork
from debtscan_rules.config_sprawl.flag_type_bool import flag_type_bool
from debtscan_rules.config_sprawl.hard_coded_hyperparameter import hard_coded_hyperparameter
from debtscan_rules.config_sprawl.help_names_another_default import help_names_another_default
from debtscan_rules.config_sprawl.key_never_read import key_never_read
from debtscan_rules.config_sprawl.key_read_never_defined import key_read_never_defined
from debtscan_rules.config_sprawl.misnamed_option import misnamed_option
from debtscan_rules.config_sprawl.option_sprawl import option_sprawl
from debtscan_rules.config_sprawl.overwritten_option import overwritten_option
from debtscan_rules.config_sprawl.travelling_parameters import travelling_parameters
from debtscan_rules.config_sprawl.unselected_config_group import unselected_config_group
from debtscan_rules.config_sprawl.untyped_config_traffic import untyped_config_traffic
from debtscan_rules.config_sprawl.unused_seed import unused_seed
from debtscan_rules.config_sprawl.variable_never_read import variable_never_read
from debtscan_rules.dead_experiments.choice_never_selected import choice_never_selected
from debtscan_rules.dead_experiments.commented_code import commented_code
from debtscan_rules.dead_experiments.constant_branch import constant_branch
from debtscan_rules.dead_experiments.constant_parameter import constant_parameter
from debtscan_rules.dead_experiments.dead_definition import dead_definition
from debtscan_rules.dead_experiments.dead_method import dead_method
from debtscan_rules.dead_experiments.experiment_gate_never_enabled import (
    experiment_gate_never_enabled,
)
from debtscan_rules.dead_experiments.experiment_ladder import experiment_ladder
from debtscan_rules.dead_experiments.experiment_script_family import experiment_script_family
from debtscan_rules.dead_experiments.gate_explosion import gate_explosion
from debtscan_rules.dead_experiments.gate_parameter_never_set import gate_parameter_never_set
from debtscan_rules.dead_experiments.missing_module import missing_module
from debtscan_rules.dead_experiments.notebook_litter import notebook_litter
from debtscan_rules.dead_experiments.option_never_read import option_never_read
from debtscan_rules.dead_experiments.registered_but_broken import registered_but_broken
from debtscan_rules.dead_experiments.rotten_call import rotten_call
from debtscan_rules.dead_experiments.same_branches import same_branches
from debtscan_rules.dead_experiments.unapplied_layer import unapplied_layer
from debtscan_rules.dead_experiments.unbound_name import unbound_name
from debtscan_rules.dead_experiments.unreachable_code import unreachable_code
from debtscan_rules.dead_experiments.unreachable_module import unreachable_module
from debtscan_rules.dead_experiments.unused_import import unused_import
from debtscan_rules.dead_experiments.unused_parameter import unused_parameter
from debtscan_rules.dead_experiments.unused_result import unused_result
from debtscan_rules.dead_experiments.zero_weight_loss import zero_weight_loss
from debtscan_rules.glue_code.cloned_train_loop import cloned_train_loop
from debtscan_rules.glue_code.converter_module import converter_module
from debtscan_rules.glue_code.copied_function import copied_function
from debtscan_rules.glue_code.format_ping_pong import format_ping_pong
from debtscan_rules.glue_code.multi_library_dispatch import multi_library_dispatch
from debtscan_rules.glue_code.private_or_patched_api import private_or_patched_api
from debtscan_rules.glue_code.repeated_adapter_idiom import repeated_adapter_idiom
from debtscan_rules.glue_code.role_library_spread import role_library_spread
from debtscan_rules.glue_code.shell_out_to_own_script import shell_out_to_own_script
from debtscan_rules.glue_code.sys_path_hack import sys_path_hack
from debtscan_rules.glue_code.vendored_fork_drift import vendored_fork_drift
from debtscan_rules.monitoring_and_testing.preprocess_before_split import preprocess_before_split
from debtscan_rules.monitoring_and_testing.swallowed_failure import swallowed_failure
from debtscan_rules.pipeline_jungles.dangling_input import dangling_input
from debtscan_rules.pipeline_jungles.in_place_rewrite import in_place_rewrite
from debtscan_rules.pipeline_jungles.jungle_function import jungle_function
from debtscan_rules.pipeline_jungles.multi_writer import multi_writer
from debtscan_rules.pipeline_jungles.nearly_matching_files import nearly_matching_files
from debtscan_rules.pipeline_jungles.notebook_as_stage import notebook_as_stage
from debtscan_rules.pipeline_jungles.notebook_module_twin import notebook_module_twin
from debtscan_rules.pipeline_jungles.orchestrator_drift import orchestrator_drift
from debtscan_rules.pipeline_jungles.order_by_file_name import order_by_file_name
from debtscan_rules.pipeline_jungles.train_serve_clone import train_serve_clone
from debtscan_rules.pipeline_jungles.transform_constant_mismatch import transform_constant_mismatch
from debtscan_rules.pipeline_jungles.undeclared_handoff import undeclared_handoff
from debtscan_rules.pipeline_jungles.unsorted_file_list import unsorted_file_list
from debtscan_rules.pipeline_jungles.write_only_intermediate import write_only_intermediate

# The engine may ask from both ends at once, in two processes: rules that need the same indices of
# the project stand together, and in the middle those that need few.
#: ask which file feeds which
_FILES = (
    dangling_input,
    in_place_rewrite,
    multi_writer,
    nearly_matching_files,
    notebook_as_stage,
    orchestrator_drift,
    order_by_file_name,
    sys_path_hack,
    undeclared_handoff,
    write_only_intermediate,
)
#: follow configuration from where it is loaded; the last two no further than to the loads
_DOCUMENTS = (
    key_read_never_defined,
    untyped_config_traffic,
    conflicting_values,
    hard_coded_hyperparameter,
    key_never_read,
    unselected_config_group,
)
#: ask one file, or indices of their own
_ALONE = (
    absolute_user_path,
    choice_never_selected,
    cloned_train_loop,
    commented_code,
    constant_branch,
    constant_never_read,
    converter_module,
    copied_options,
    copy_paste_config_family,
    derived_constant,
    disagreeing_constants,
    duplicate_yaml_key,
    experiment_ladder,
    experiment_script_family,
    feature_list_fork,
    flag_type_bool,
    format_ping_pong,
    jungle_function,
    missing_module,
    multi_library_dispatch,
    notebook_litter,
    preprocess_before_split,
    private_or_patched_api,
    registered_but_broken,
    repeated_adapter_idiom,
    role_library_spread,
    same_branches,
    shell_out_to_own_script,
    swallowed_failure,
    travelling_parameters,
    unapplied_layer,
    unbound_name,
    unreachable_code,
    unreachable_module,
    unsorted_file_list,
    unused_import,
    unused_result,
    variable_never_read,
    vendored_fork_drift,
)
#: ask what calls what
_CALLS = (
    constant_parameter,
    copied_function,
    dead_definition,
    dead_method,
    gate_parameter_never_set,
    notebook_module_twin,
    rotten_call,
    train_serve_clone,
    transform_constant_mismatch,
    unused_parameter,
)
#: ask which option is declared, given and read
_OPTIONS = (
    cli_drift,
    config_mutated_late,
    experiment_gate_never_enabled,
    gate_explosion,
    help_names_another_default,
    misnamed_option,
    option_never_read,
    option_sprawl,
    overwritten_option,
    unused_seed,
    zero_weight_loss,
)
PACK = RulePack("builtin", (*_FILES, *_DOCUMENTS, *_ALONE, *_CALLS, *_OPTIONS))
