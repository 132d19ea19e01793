"""The listing of a questionnaire as a Word file, for those who put it into a document of their own."""

from datetime import date

from app.documents.questionnaire_listing import ListedPart, ListedQuestion, QuestionnaireListingPage, listing_page
from app.documents.word_file import WordFile
from app.domain.questionnaire import Questionnaire
from app.domain.text import Language
from app.wording.translations import translations


def build_questionnaire_listing_docx(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The same words as the PDF, in headings, paragraphs and lists."""
    return _Typist(listing_page(questionnaire, language, today), today).written()


class _Typist:
    def __init__(self, page: QuestionnaireListingPage, today: date) -> None:
        self.page = page
        self.gettext = translations(page.language).gettext
        subject = self.gettext("The questions in full")
        self.file = WordFile(page.language, page.title, subject, "Samspel", today)

    def written(self) -> bytes:
        page, file = self.page, self.file
        file.title(page.title)
        file.paragraph(f"{self.gettext('The questions in full')} · {page.facts}")
        self._beginning()
        for chapter in page.chapters:
            file.heading(chapter.title, 1)
            file.paragraph(chapter.description)
            for part in chapter.parts:
                self._part(part)
        return file.written()

    def _beginning(self) -> None:
        page, file = self.page, self.file
        file.heading(self.gettext("What it is"), 1)
        file.paragraph(page.introduction)
        if page.source:
            file.labelled(self.gettext("Source:"), page.source)
        for heading, lines in (
            (self.gettext("How it is answered"), page.answering),
            (self.gettext("Who sees what"), page.privacy),
        ):
            if lines:
                file.heading(heading, 1)
                file.bullets(lines)
        for scale in page.scales:
            file.heading(scale.name or self.gettext("The scale"), 1)
            file.bullets([*scale.points, *([scale.dont_know] if scale.dont_know else [])])
        if page.background:
            file.heading(self.gettext("About those who answer"), 1)
            self._questions(page.background)

    def _part(self, part: ListedPart) -> None:
        if part.title:
            self.file.heading(part.title, 2)
        self.file.paragraph(part.explanation)
        self._questions(part.questions)
        for heading, lines in (
            (self.gettext("Talk about"), part.questions_to_talk_about),
            (self.gettext("Examples to start from"), part.principles),
        ):
            if lines:
                self.file.heading(heading, 3)
                self.file.bullets(lines)

    def _questions(self, questions: tuple[ListedQuestion, ...]) -> None:
        for one in questions:
            if one.number:
                self.file.labelled(f"{one.number}.", one.words)
            else:
                self.file.labelled(one.words, "")
            self.file.paragraph(one.help)
            self.file.paragraph(one.answered)
            self.file.bullets(one.options)
            self.file.paragraph(one.otherwise)
