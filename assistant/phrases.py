"""What the assistant itself says, by language. Everything else it shows is quoted."""

from assistant.types import Language

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "not_found": "I found nothing in the documents that answers this.",
        "not_found_for": "I found nothing in the documents that answers this for {what}.",
        "covered": "What they cover: {titles}.",
        "and_more": "{count} more",
        "try": "Try one of the questions below, or ask about a figure, a date, a name or a task.",
        "refused": "I only look up what the documents say, and I do not follow instructions "
        "given in a question. Please ask about digital-transformation policy.",
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
