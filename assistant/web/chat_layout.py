"""The parts of a chat, and where they are."""

import gradio as gr

from assistant.web.assets import read_asset
from assistant.web.frame import render_hint, render_masthead
from assistant.web.texts import load_texts

LONGEST_QUESTION = 500
LANGUAGES = [("English", "en"), ("Tiếng Việt", "vi")]


def place_html(name: str, markup: str = "", *, script: str | None = None) -> gr.HTML:
    """Place a part of the page that is drawn by ``rendering`` and ``frame`` alone."""
    return gr.HTML(markup, elem_id=name, js_on_load=script, apply_default_css=False)


class ChatLayout:
    """The components of a chat, laid out in English; the page fills them in for each visitor."""

    def place_components(self) -> None:
        """Lay out the page in English; ``greet`` fills it in for each visitor."""
        texts = load_texts("en")
        self.conversation = gr.State(())
        with gr.Row(elem_id="top"):
            self.masthead = place_html("masthead", render_masthead(texts))
            self.language = gr.Radio(
                LANGUAGES, value="en", label=texts.switch, container=False, elem_id="language"
            )
        self.about = place_html("about")
        with gr.Row(elem_id="desk"):
            self.place_beside()
            with gr.Column(elem_id="dialogue"):
                self.talk = place_html("talk", script=read_asset("talk.js"))
                with gr.Column(elem_id="composer"):
                    self.place_composer()
                    self.place_below()
            with gr.Column(elem_id="panel"):
                self.sources = place_html("sources")

    def place_composer(self) -> None:
        """Lay out what a question is written with."""
        texts = load_texts("en")
        with gr.Row(elem_id="writing"):
            self.question = gr.Textbox(
                label=texts.question,
                placeholder=texts.placeholder,
                max_lines=5,
                max_length=LONGEST_QUESTION,
                elem_id="question",
                container=False,
            )
            self.send = gr.Button(texts.ask, variant="primary", elem_id="ask")
        with gr.Row(elem_id="below"):
            self.hint = place_html("hint", render_hint(texts))
            self.restart = gr.Button(texts.new_conversation, elem_id="restart")

    def place_beside(self) -> None:
        """Lay out what stands before the dialogue."""

    def place_below(self) -> None:
        """Lay out what stands below the composer."""
