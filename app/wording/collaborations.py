"""The words for forms and stages of a collaboration."""

from collections.abc import Mapping

from app.domain.collaboration import Form, Stage
from app.wording.marked import N_

FORMS: Mapping[Form, str] = {
    Form.MUNICIPAL_ASSOCIATION: N_("Municipal association"),
    Form.JOINT_BOARD: N_("Joint board"),
    Form.AGREEMENT: N_("Collaboration by agreement"),
    Form.NETWORK: N_("Network"),
    Form.PROJECT: N_("Project"),
    Form.OTHER: N_("Another form"),
}
STAGES: Mapping[Stage, str] = {
    Stage.IDEA: N_("Idea"),
    Stage.PREPARATION: N_("Preparation"),
    Stage.START: N_("Start-up"),
    Stage.OPERATION: N_("In operation"),
    Stage.REVIEW: N_("Being reconsidered"),
}
