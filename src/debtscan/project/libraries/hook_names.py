"""Names of the methods that `framework_hooks` groups into families: what a library calls, and
what its classes have and subclasses may replace."""

from __future__ import annotations

MODULE = (
    "forward extra_repr reset_parameters init_weights train eval apply to cuda cpu half float "
    "double bfloat16 type share_memory requires_grad_ zero_grad parameters named_parameters "
    "buffers named_buffers children named_children modules named_modules state_dict "
    "load_state_dict _load_from_state_dict _save_to_state_dict _apply _get_name _named_members "
    "get_extra_state set_extra_state register_parameter register_buffer register_module "
    "add_module get_parameter get_buffer get_submodule set_submodule compile to_empty xpu ipu "
    "mtia register_forward_hook _register_state_dict_hook _replicate_for_data_parallel "
    "_call_impl _version dump_patches"
)
DATASET = "get_worker_info set_epoch collate_fn"
AUTOGRAD = "forward backward setup_context jvp vjp vmap symbolic mark_dirty"
OPTIMIZER = (
    "step zero_grad state_dict load_state_dict add_param_group get_lr get_last_lr print_lr "
    "_get_closed_form_lr _initial_step profile_hook_step _init_group get_closed_form_lr"
)
LIGHTNING = (
    "training_step validation_step test_step predict_step training_step_end validation_step_end "
    "test_step_end training_epoch_end validation_epoch_end test_epoch_end predict_epoch_end "
    "train_dataloader val_dataloader test_dataloader predict_dataloader prepare_data setup "
    "teardown optimizer_step optimizer_zero_grad backward manual_backward lr_scheduler_step "
    "transfer_batch_to_device get_progress_bar_dict tbptt_split_batch freeze unfreeze summarize "
    "log log_dict toggle_optimizer untoggle_optimizer clip_gradients print to_onnx "
    "to_torchscript optimizers lr_schedulers save_hyperparameters load_from_checkpoint "
    "all_gather add_to_queue get_from_queue hparams device example_input_array grad_norm "
    "log_grad_norm unfreeze"
)
LIGHTNING_DATA = (
    "prepare_data setup teardown train_dataloader val_dataloader test_dataloader "
    "predict_dataloader state_dict load_state_dict transfer_batch_to_device from_datasets "
    "save_hyperparameters load_from_checkpoint state_key format_checkpoint_name "
    "_save_checkpoint _should_skip_saving check_monitor_top_k file_exists to_yaml size dims "
    "transforms"
)
KERAS = (
    "call build get_config from_config train_step test_step predict_step compile fit evaluate "
    "predict get_weights set_weights count_params add_weight add_loss add_metric add_update "
    "update_state result reset_state reset_states merge_state summary save load_weights "
    "save_weights losses metrics get_build_config build_from_config get_compile_config "
    "compile_from_config save_own_variables load_own_variables stateless_call quantize "
    "symbolic_call make_train_function make_test_function make_predict_function call_fn "
    "trainable_weights non_trainable_weights weights train_on_batch test_on_batch "
    "predict_on_batch get_layer export reset_metrics to_json"
)
KERAS_CALLBACK = "set_params set_model model params num_batches"
SKLEARN = (
    "fit transform fit_transform predict predict_proba predict_log_proba decision_function "
    "score fit_predict partial_fit inverse_transform get_params set_params get_feature_names "
    "get_feature_names_out set_output score_samples _more_tags _get_param_names _validate_data "
    "_check_n_features _check_feature_names _repr_html_ _repr_html_inner _repr_mimebundle_ "
    "get_metadata_routing set_fit_request set_predict_request set_score_request "
    "set_transform_request get_support staged_predict apply _estimator_type classes_ "
    "n_features_in_"
)
TESTCASE = (
    "setUp tearDown setUpClass tearDownClass run debug id shortDescription countTestCases "
    "defaultTestResult addCleanup doCleanups skipTest fail subTest asyncSetUp asyncTearDown "
    "runTest failureException maxDiff longMessage addTypeEqualityFunc enterContext "
    "doClassCleanups"
)
AST = "visit generic_visit on_visit on_leave on_visit_attribute on_leave_attribute"
PARSER = (
    "format_usage error exit print_help print_usage format_help convert_arg_line_to_args "
    "parse_args parse_known_args add_argument add_argument_group add_subparsers set_defaults "
    "get_default parse_intermixed_args parse_known_intermixed_args add_usage add_text "
    "add_arguments start_section end_section add_mutually_exclusive_group register"
)
LOGGING = (
    "emit handle flush close format handleError createLock acquire release setFormatter "
    "setLevel setStream formatTime formatException formatStack formatMessage usesTime filter "
    "process get_name set_name addFilter removeFilter log debug info warning error exception "
    "critical isEnabledFor getEffectiveLevel hasHandlers converter terminator "
    "default_time_format"
)
THREAD = "run start join is_alive terminate kill close getName setName isDaemon setDaemon name"
HTTP = (
    "handle handle_one_request setup finish log_message log_request log_error send_error "
    "send_response send_response_only send_header end_headers version_string date_time_string "
    "log_date_time_string address_string parse_request send_head list_directory translate_path "
    "copyfile guess_type handle_expect_100 flush_headers"
)
JSON = "default encode iterencode decode raw_decode object_hook"
HANDLER = "initialize preprocess inference postprocess handle explain_handle get_insights"

#: (library, first segments of its names, what it calls, beginnings): not complete
OPEN: tuple[tuple[str, ...], ...] = (
    ("Transformers", "transformers", f"{MODULE} compute_loss training_step prediction_step "
     "get_train_dataloader get_eval_dataloader create_optimizer create_scheduler log evaluate "
     "_init_weights prepare_inputs_for_generation get_input_embeddings set_input_embeddings "
     "get_output_embeddings set_output_embeddings _reorder_cache save_pretrained", "on_"),
    ("Hugging Face datasets", "datasets",
     "_info _split_generators _generate_examples _generate_tables _prepare_split _build_single"),
    ("gym", "gym gymnasium", "step reset render close seed observation reward action "
     "reverse_action configure get_action_meanings"),
    ("Airflow", "airflow", "execute poke on_kill pre_execute post_execute get_conn run "
     "execute_complete serialize"),
    ("Beam", "apache_beam", "process setup teardown start_bundle finish_bundle expand "
     "create_accumulator add_input merge_accumulators extract_output compact infer_output_type "
     "get_initial_restriction split create_tracker restriction_size"),
    ("Luigi", "luigi", "run output requires complete input on_failure on_success program_args"),
    ("Spark", "pyspark", "_transform _fit transform fit setParams copy write read onQueryStarted"),
    ("Scrapy", "scrapy", "parse start_requests process_item open_spider close_spider from_crawler "
     "from_settings process_request process_response process_exception closed start"),
    ("Django", "django rest_framework", "get post put patch delete save clean full_clean handle "
     "get_queryset get_context_data get_serializer_class form_valid form_invalid dispatch ready "
     "add_arguments create update destroy list retrieve perform_create validate to_representation "
     "to_internal_value has_permission has_object_permission get_absolute_url", "validate_",
     "clean_", "get_"),
    ("tornado", "tornado", "get post put delete patch head options prepare initialize on_finish "
     "set_default_headers check_origin write_error get_current_user on_message open on_close"),
    ("Flask", "flask flask_restful flask_restx", "get post put delete patch head options "
     "dispatch_request"),
    ("TensorFlow", "tensorflow keras tf_keras", f"{KERAS} begin end after_create_session "
     "before_run after_run apply_gradients minimize _resource_apply_dense _resource_apply_sparse "
     "_create_slots _prepare", "on_", "compute_"),
    ("Kedro", "kedro", "_load _save _describe _exists _release load save", "after_", "before_"),
    ("pydantic", "pydantic pydantic_settings", "model_post_init dict json copy model_dump "
     "model_dump_json model_validate parse_obj settings_customise_sources validate"),
    ("skorch or imblearn", "skorch imblearn", f"{SKLEARN} get_loss train_step validation_step",
     "on_", "initialize_"),
    ("Ray", "ray", "setup step save_checkpoint load_checkpoint cleanup reset_config", "on_", "_on"),
    ("BentoML or Cog", "bentoml cog litserve mlflow", "setup predict load_context load "
     "decode_request encode_response batch unbatch"),
    ("click", "click", "convert invoke get_command list_commands parse_args format_help "
     "resolve_command get_help_record type_cast_value make_context main shell_complete"),
    ("cmd", "cmd", "default emptyline precmd postcmd preloop postloop onecmd", "do_", "help_",
     "complete_"),
    ("watchdog", "watchdog", "dispatch", "on_"),
    ("setuptools", "setuptools distutils", "run initialize_options finalize_options "
     "build_extension build_extensions get_ext_filename has_ext_modules"),
)  # fmt: skip
