"""Reader of Markdown with a YAML front matter between two `---` lines."""

import re
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceField, SourceItem, SourceSection

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def read_markdown(name: str, text: str, folder: Path) -> list[SourceItem]:
    """Return the single item of a Markdown file, in a list as every reader does."""
    head, body, body_line = _split(name, text)
    item = SourceItem(source=name, line=1, folder=folder)
    item.fields = _read_front_matter(name, head)
    item.sections = _read_sections(body, body_line)
    return [item]


def _split(name: str, text: str) -> tuple[str, str, int]:
    """Return the front matter, the body and the first line of the body."""
    fences = list(FENCE.finditer(text))
    if len(fences) < 2 or text[: fences[0].start()].strip():
        raise InitiativeImportError(
            Problem(
                name, 1, "le fichier commence par un en-tête entre deux lignes «\u00a0---\u00a0»."
            )
        )
    first, second = fences[:2]
    # Padding lines make the line numbers reported by YAML match those of the file.
    head = "\n" * text[: first.end()].count("\n") + text[first.end() : second.start()]
    return head, text[second.end() :], text[: second.end()].count("\n") + 1


def _read_front_matter(name: str, head: str) -> list[SourceField]:
    """Return the keys with their values as text: a code like 01001 must not become a number."""
    try:
        node = yaml.compose(head, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = (
            "l’en-tête n’est pas lisible. Un texte qui contient «\u00a0: » ou «\u00a0#\u00a0» "
            'se met entre guillemets\u00a0: titre: "Exemple\u00a0: un jardin".'
        )
        raise InitiativeImportError(Problem(name, mark.line + 1 if mark else 1, message)) from error
    if not isinstance(node, yaml.MappingNode):
        raise InitiativeImportError(
            Problem(name, 1, "l’en-tête est fait de lignes «\u00a0clé: valeur\u00a0».")
        )
    problems, fields, seen = [], [], set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if key_node.value in seen:
            problems.append(
                Problem(name, line, f"la clé «\u00a0{key_node.value}\u00a0» est en double.")
            )
            continue
        seen.add(key_node.value)
        value = _text_of(value_node)
        if value is None:
            problems.append(
                Problem(name, line, f"«\u00a0{key_node.value}\u00a0» attend un texte ou une liste.")
            )
        else:
            fields.append(SourceField(str(key_node.value), value, line))
    if problems:
        raise InitiativeImportError(*problems)
    return fields


def _text_of(node: yaml.Node) -> str | None:
    """Return the text of a scalar, or one line per entry of a list; None for anything else.

    YAML parses the entry « - Mairie : porteuse » as a mapping: it is converted back to text.
    """
    if isinstance(node, yaml.ScalarNode):
        return node.value.strip()
    if not isinstance(node, yaml.SequenceNode):
        return None
    entries = [_entry_of(entry) for entry in node.value]
    texts = [entry for entry in entries if entry is not None]
    return "\n".join(texts) if len(texts) == len(entries) else None


def _entry_of(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.ScalarNode):
        return re.sub(r"[ \t\n]+", " ", node.value).strip()
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        key, value = node.value[0]
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            return f"{key.value.strip()}\u00a0: {value.value.strip()}"
    return None


def _read_sections(body: str, first_line: int) -> list[SourceSection]:
    """Split the story at its headings of level 1 and 2; deeper ones stay in their section."""
    tokens = MarkdownIt("commonmark").parse(body)
    lines = body.split("\n")
    cuts = [
        (token.map[0], token.map[1], int(token.tag[1]), tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.tag in ("h1", "h2")
        and token.level == 0
        and token.map
    ]
    sections = []
    opening = lines[: cuts[0][0]] if cuts else lines
    first = next((number for number, line in enumerate(opening) if line.strip()), None)
    if first is not None:
        text = "\n".join(opening[first:]).rstrip()
        sections.append(SourceSection("", 0, text, first_line + first))
    ends = [*(cut[0] for cut in cuts), len(lines)][1:]
    for (start, content, level, title), end in zip(cuts, ends, strict=True):
        # Padding lines at the start, so that the text begins on the line after the heading.
        text = "\n" * (content - start - 1) + "\n".join(lines[content:end]).rstrip()
        sections.append(SourceSection(title.strip(), level, text, first_line + start))
    return sections
