"""Commands that are loaded when somebody gives them: to list all of them, nothing has to be loaded."""

from importlib import import_module

import click


class Elsewhere(click.Command):
    """What `--help` has to know of a command that is not loaded yet.

    `place`: module and name, as in `app.cli.keeping:log`. `says`: the first sentence of its help."""

    def __init__(self, name: str, place: str, says: str) -> None:
        super().__init__(name, help=says)
        self.place = place

    def loaded(self) -> click.Command:
        """The command itself."""
        module, _, name = self.place.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


class LazyGroup(click.Group):
    """A group that loads the command that is given, and no other."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.loaded() if isinstance(command, Elsewhere) else command, rest
