"""The renderer: markdown-it's HTML, written with fewer questions.

In: tokens. Out: the same bytes as `RendererHTML` gives. Most tokens have neither attributes nor a
rule of their own, and nobody asks them for one.
"""

from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class Renderer(RendererHTML):
    """As its base, but quick where a token is plain."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        out: list[str] = []
        rules = self.rules
        for index, token in enumerate(tokens):
            if token.type == "inline":
                if token.children:
                    out.append(self.renderInline(token.children, options, env))
                continue
            rule = rules.get(token.type)
            if rule is not None:
                out.append(rule(tokens, index, options, env))
            elif not token.hidden:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(  # noqa: N802  markdown-it's name
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        out: list[str] = []
        rules = self.rules
        for index, token in enumerate(tokens):
            rule = rules.get(token.type)
            if rule is not None:
                out.append(rule(tokens, index, options, env))
            elif token.attrs or token.hidden or token.block or not token.nesting:
                out.append(self.renderToken(tokens, index, options, env))
            else:
                out.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")
        return "".join(out)

    def renderToken(  # noqa: N802  markdown-it's name
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        if token.attrs or token.hidden or not token.nesting:
            return super().renderToken(tokens, idx, options, env)
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        if not token.block:
            return f"<{token.tag}>"
        start = "\n<" if idx and tokens[idx - 1].hidden else "<"
        if idx + 1 < len(tokens):
            following = tokens[idx + 1]
            empty = following.nesting == -1 and following.tag == token.tag
            if empty or following.hidden or following.type == "inline":
                return f"{start}{token.tag}>"
        return f"{start}{token.tag}>\n"
