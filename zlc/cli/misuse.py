"""What a command was called with and cannot use, in Chinese: click says it in English only."""

from collections.abc import Iterable

import click


class Said(click.ClickException):
    """One sentence, and nothing before it."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def said_of(wrong: click.UsageError) -> Said:
    help_ = f"用 {wrong.ctx.command_path} --help 看用法。" if wrong.ctx else ""
    return Said(_sentence(wrong) + help_, wrong.exit_code)


def _sentence(wrong: click.UsageError) -> str:
    match wrong:
        case click.MissingParameter(param=param) if param is not None:
            return f"缺少 {_named(param, wrong.ctx)}{_choices(param)}。"
        case click.BadParameter(param=param) if param is not None:
            wanted = _choices(param) or ("：没有这个文件或文件夹，或者读不了" if isinstance(param.type, click.Path) else "")
            return f"{_named(param, wrong.ctx)} 不对{wanted}。"
        case click.NoSuchOption():
            return f"没有 {wrong.option_name} 这个选项{_alike(wrong.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有 {wrong.command_name} 这个命令{_alike(wrong.possibilities)}"
        case click.BadOptionUsage():
            return f"选项 {wrong.option_name} 用得不对。"
    return "参数不对。"


def _named(param: click.Parameter, ctx: click.Context | None) -> str:
    return param.get_error_hint(ctx).replace("'", "")


def _choices(param: click.Parameter) -> str:
    return f"，可选：{'、'.join(map(str, param.type.choices))}" if isinstance(param.type, click.Choice) else ""


def _alike(names: Iterable[str] | None) -> str:
    return f"，是不是 {'、'.join(names)}？" if names else "。"
