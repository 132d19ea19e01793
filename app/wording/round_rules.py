"""Why a setting of a round can no longer be changed. Titles and numbers stay open until the round is archived."""

from collections.abc import Mapping

from app.domain.round import Setting
from app.wording.marked import N_

ARCHIVED = N_("The round is archived. Take it back from the archive to change its name or the number expected.")
REASONS: Mapping[Setting, str] = {
    Setting.TITLE: ARCHIVED,
    Setting.QUESTIONNAIRE: N_("Answers to different questions cannot be put together."),
    Setting.ORGANISATIONS: N_("Those who answer choose among these organisations, so they stay the same throughout."),
    Setting.LANGUAGES: N_("Somebody may be in the middle of the form in one of the languages."),
    Setting.KIND: N_("Those who answer were told before the first question how their answers are shown."),
    Setting.SMALLEST_GROUP: N_("It was promised to those who answer before the first question."),
    Setting.LAYOUT: N_("Somebody may be in the middle of the form."),
    Setting.OPENS_AT: N_("The round has opened already."),
    Setting.CLOSES_AT: N_("The round is closed. Open it again to take more answers."),
    Setting.EXPECTED: ARCHIVED,
}
