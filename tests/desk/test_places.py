"""The rail: each person sees the places that are theirs, in groups, and where they are."""

import re

import pytest

RAIL = re.compile(r'<nav class="nav-places".*?</nav>', re.S)


def places(browser, path):
    rail = RAIL.search(browser.get(path).text).group()
    return re.findall(r"<a href=\"([^\"]+)\"( aria-current=\"\w+\")?>([^<]+?) *(?:<span[^>]*>[0-9]+</span>)?</a>", rail)


@pytest.mark.parametrize(("who", "path", "theirs"), [
    ("recorder", "/problems", "等我办的 问题 需求 整改 证明 中介 走流程记录 待办事项 汇总 手机记录 事项 使用手册"),
    ("coordinator", "/problems", "等我办的 问题 需求 整改 证明 中介 走流程记录 待办事项 汇总 手机记录 事项 单位 上传核对 使用手册"),
    ("admin", "/people", "单位 人员 上传核对 使用手册"),
    ("auditor", "/audit", "审计日志 导入文件的来源 使用手册"),
])  # fmt: skip
def test_each_sees_only_their_own_places(visit, who, path, theirs):
    browser = visit(who)
    shown = places(browser, path)
    assert [word for _, _, word in shown] == theirs.split()
    assert {browser.client.get(address).status_code for address, _, _ in shown} == {200}


@pytest.mark.parametrize(("path", "marked"), [
    ("/problems", ("问题", "page")), ("/problems/new", ("问题", "true")), ("/held", ("上传核对", "true")),
    ("/needs?state=new", ("需求", "page")), ("/proofs?tag=any", ("证明", "page")), ("/intermediaries", ("中介", "page")),
])  # fmt: skip
def test_where_one_is_stands_out(visit, path, marked):
    shown = places(visit("coordinator"), path)
    assert [(word, re.search(r'"(\w+)"', now).group(1)) for _, now, word in shown if now] == [marked]
