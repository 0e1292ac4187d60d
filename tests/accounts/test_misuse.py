"""Whoever mistypes a command reads in Chinese what is missing."""

import pytest


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["people", "add"], "缺少 账号"),
        (["people", "add", "lin", "--name", "林", "--unit", "市人社局", "--role", "chief"], "--role 不对，可选：recorder"),
        (["people", "add", "--nmae", "林"], "没有 --nmae 这个选项，是不是 --name？"),
        (["people", "lsit"], "没有 lsit 这个命令，是不是 list？用"),
        (["people", "role", "lin", "recordr"], "角色… 不对，可选：recorder"),
        (["people", "list", "--unit"], "选项 --unit 用得不对"),
        (["database", "restore", "nothing.zlc"], "没有"),
    ],
)
def test_it_is_said_in_chinese_with_where_to_read_on(app, world, words, said):
    done = app.test_cli_runner().invoke(args=words)
    assert done.exit_code in (1, 2) and said in done.output, done.output
    assert "Error" not in done.output and "Usage" not in done.output


def test_a_refusal_is_its_sentence_alone(app, world):
    done = app.test_cli_runner().invoke(args=["people", "password", "nobody", "--password", "Songtao-Hebian-7"])
    assert done.exit_code == 1 and done.output == "没有叫 nobody 的账号。用 people list 看有哪些。\n"
