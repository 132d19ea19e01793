"""How a form that Samspel wrote for ODK and Kobo words the answers that it puts together (docs/xlsform.md)."""

from app.definitions.xlsform.export_items import DASH
from app.domain.items import BipolarItem, Item, LevelItem, LevelPairItem
from app.services.imports import plain_words


def form_words(item: Item) -> dict[str, str]:
    """Plain words of an answer -> its raw value (of a line: as a sheet has it), where a form words it otherwise than
    the questionnaire: a level with what one recognises it by, the ends of a line with their pole."""
    if isinstance(item, LevelItem | LevelPairItem):
        pairs = zip(item.scale.points, item.behaviours, strict=True)
        both = [(str(point.value), point.label, about) for point, about in pairs]
        return {
            plain_words(f"{label.into(language)}{DASH}{about.into(language)}"): value
            for value, label, about in both
            for language, _ in label.variants
        }
    if isinstance(item, BipolarItem):
        ends = [(item.written[0], item.left), (item.written[-1], item.right)]
        return {plain_words(f"{value}{DASH}{words}"): value for value, pole in ends for _, words in pole.variants}
    return {}
