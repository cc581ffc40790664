import random
from string import ascii_letters, digits

import pytest

from debtscan.model.redaction import redact


@pytest.mark.parametrize(
    "secret",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_" + "11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
        "glpat-" + "abcDEF123456_789xyzA",
        "xoxb-" + "123456789012-abcdefABCDEF",
        "sk-" + "proj-abcdefghijklmnopqrstuvwx",
        "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA",
        "q7Rk2XvT9mLp4ZsWb8NcYd3HfJg6KtQ1aEu5",
        "5f4dcc3b5aa765d61d8327deb882cf99",
    ],
)
def test_what_is_a_secret_by_its_form_goes(secret):
    assert redact(f"key {secret} end").startswith("key ***")
    assert secret not in redact(f"`{secret}`")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("password=hunter2", "password=***"),
        ("PASSWORD: 'correct horse'", "PASSWORD: ***"),
        ('{"api_key": "abc123"}', '{"api_key": ***}'),
        ("--token=deadbeef99 --lr 3", "--token=*** --lr 3"),
        ("--password 'hunter2'", "--password ***"),
        ("postgres://me:hunter2@db/x", "postgres://me:***@db/x"),
        ("DB_PASSWORD=hunter2", "DB_PASSWORD=***"),
    ],
)
def test_what_is_given_as_a_secret_goes(text, shown):
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "option `--token` is never read",
        "`password` is declared here and read nowhere",
        "token=None",
        "token: str",
        "password=args.password",
        "api_key=os.environ['KEY']",
        "token=${TOKEN}",
        "secret: {{ secrets.KEY }}",
        'password=""',
        "tokens=512",
        "max_tokens=512",
        "/home/alice/project/data/train_features_2021_v2_final_really_final.parquet",
        "transformers.models.bert.modeling_bert.BertForSequenceClassificationOutput",
        "test_the_order_of_files_changes_nothing_at_all_in_2024",
        "MobileNetV3LargeBackbone224WithFeaturePyramid",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "https://example.org/models/resnet50-0676ba61.pth",
        "tokenizer = AutoTokenizer.from_pretrained(name)",
        "",
    ],
)
def test_names_of_code_stay(text):
    assert redact(text) == text


def test_nearly_every_token_drawn_at_random_goes():
    draw = random.Random(1)
    tokens = ["".join(draw.choices(ascii_letters + digits, k=40)) for _ in range(300)]
    assert sum(redact(token) == "***" for token in tokens) > 285


def test_redacting_twice_changes_nothing():
    once = redact("password=hunter2 token: 'x y' AKIAIOSFODNN7EXAMPLE https://a:b@c")
    assert redact(once) == once


def test_a_long_text_is_quick():
    redact("token" * 20_000 + "=" + "a1B" * 20_000 + " " * 20_000 + "://" * 10_000)
