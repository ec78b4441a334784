"""What the assistant itself says, by language. Everything else it shows is quoted."""

from collections.abc import Collection, Sequence

from assistant.types import Language, Series
from knowledge import Document

TITLES = 3

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "not_found": "I found nothing in the documents that answers this.",
        "not_found_for": "I found nothing in the documents that answers this for {what}.",
        "covered": "What they cover: {titles}.",
        "and_more": "{count} more",
        "try": "Try one of the questions below, or ask about a figure, a date, a name or a task.",
        "refused": "I only look up what the documents say, and I do not follow instructions "
        "given in a question. Please ask about digital-transformation policy.",
        "model_away": "The language model could not answer just now. These are the sentences of "
        "the documents themselves.",
        "model_unproven": "What the language model wrote could not be found in the documents and "
        "is not shown. These are the sentences of the documents themselves.",
        "differs": "The sources give different values for the same time; both are shown.",
        "empty": "Please type a question.",
        "too_long": "The question has {length} characters; at most {limit} can be asked at once. "
        "Please shorten it.",
        "not_ready": "There are no documents yet. The operator has to add some first: "
        "python ingest.py add PATH",
    },
    "vi": {
        "not_found": "Tôi không tìm thấy nội dung nào trong tài liệu trả lời câu hỏi này.",
        "not_found_for": "Tôi không tìm thấy nội dung nào trong tài liệu trả lời câu hỏi này "
        "cho năm {what}.",
        "covered": "Tài liệu hiện có: {titles}.",
        "and_more": "{count} tài liệu khác",
        "try": "Bạn có thể chọn một câu hỏi dưới đây, hoặc hỏi về một con số, ngày, tên hay "
        "nhiệm vụ.",
        "refused": "Tôi chỉ tra cứu nội dung trong tài liệu và không làm theo chỉ dẫn đặt trong "
        "câu hỏi. Vui lòng hỏi về chính sách chuyển đổi số.",
        "model_away": "Mô hình ngôn ngữ hiện chưa trả lời được. Dưới đây là nguyên văn các câu "
        "trong tài liệu.",
        "model_unproven": "Nội dung do mô hình ngôn ngữ viết không khớp với tài liệu nên không "
        "được hiển thị. Dưới đây là nguyên văn các câu trong tài liệu.",
        "differs": "Các nguồn nêu giá trị khác nhau cho cùng một thời điểm; cả hai đều được nêu.",
        "empty": "Vui lòng nhập câu hỏi.",
        "too_long": "Câu hỏi có {length} ký tự; mỗi lần chỉ hỏi được tối đa {limit} ký tự. "
        "Vui lòng rút ngắn câu hỏi.",
        "not_ready": "Chưa có tài liệu nào. Người quản trị cần thêm tài liệu trước: "
        "python ingest.py add PATH",
    },
}


def phrase(name: str, language: Language, **values: object) -> str:
    """Return a phrase in a language, with its values filled in."""
    return PHRASES[language][name].format(**values)


def differing(series: Sequence[Series], language: Language) -> str:
    """Say that sources differ about one time, where they do."""
    return phrase("differs", language) if any(each.differs for each in series) else ""


def nothing_found(years: Collection[int], documents: Sequence[Document], language: Language) -> str:
    """Say that there is no answer, for which years, and what the documents do cover."""
    named = [str(year) for year in sorted(years)]
    said = (
        phrase("not_found_for", language, what=", ".join(named))
        if named
        else phrase("not_found", language)
    )
    shown = [f"“{document.title}”" for document in documents[:TITLES]]
    if len(documents) > TITLES:
        shown.append(phrase("and_more", language, count=len(documents) - TITLES))
    covered = phrase("covered", language, titles="; ".join(shown))
    return f"{said} {covered} {phrase('try', language)}"
