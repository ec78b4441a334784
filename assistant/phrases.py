"""What the assistant itself says, by language. Everything else it shows is quoted."""

from collections.abc import Sequence

from assistant.types import Language, Series
from knowledge import Document

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "not_found": "I found nothing in the documents that answers this.",
        "nothing_for": "I found nothing on this in the documents {named}.",
        "for_year": "for {said}",
        "for_month": "for {said}",
        "for_place": "for {said}",
        "for_number": "in or on a document with the number {said}",
        "for_name": "that names {said}",
        "no_reason": "I found no reason for this in the documents.",
        "no_money": "I found no sum of money for this in the documents.",
        "no_score": "The documents name no score for this.",
        "no_share": "I found no share or percentage for this in the documents.",
        "no_count": "I found no count of this in the documents.",
        "no_number": "I found no figure for this in the documents.",
        "no_time": "I found no date for this in the documents.",
        "no_result": "The documents state a target for this, and no result that I could quote.",
        "nothing_close": "I found no sentence in the documents that answers this closely enough.",
        "near_titles": "Documents nearest to it: {titles}.",
        "leave_out": "Ask again without it, or choose one of the questions below.",
        "ask_otherwise": "Ask in other words, or choose one of the questions below.",
        "nearest": "The nearest the documents say:",
        "covered": "What they cover: {titles}.",
        "and_more": "{count} more",
        "try": "Try one of the questions below, or ask about a figure, a date, a name or a task.",
        "partly": "This answers only a part of your question.",
        "ask_rest": "You can ask for the rest by itself.",
        "clarify": "Your question leaves open what it is about. Say which figure, date, name or "
        "task you want, of what, and for which year, or choose one of the questions below.",
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
        "nothing_for": "Tôi không tìm thấy nội dung nào về việc này trong tài liệu {named}.",
        "for_year": "cho năm {said}",
        "for_month": "cho tháng {said}",
        "for_place": "cho {said}",
        "for_number": "về văn bản số {said}",
        "for_name": "có nhắc đến {said}",
        "no_reason": "Tôi không tìm thấy lý do của việc này trong tài liệu.",
        "no_money": "Tôi không tìm thấy số tiền nào cho việc này trong tài liệu.",
        "no_score": "Tài liệu không nêu điểm số nào cho nội dung này.",
        "no_share": "Tôi không tìm thấy tỷ lệ hay phần trăm nào cho việc này trong tài liệu.",
        "no_count": "Tôi không tìm thấy số lượng nào cho việc này trong tài liệu.",
        "no_number": "Tôi không tìm thấy số liệu nào cho việc này trong tài liệu.",
        "no_time": "Tôi không tìm thấy thời gian của việc này trong tài liệu.",
        "no_result": "Tài liệu chỉ nêu mục tiêu cho nội dung này, không có kết quả để trích dẫn.",
        "nothing_close": "Tôi không tìm thấy câu nào trong tài liệu trả lời đủ sát câu hỏi này.",
        "near_titles": "Tài liệu gần nhất: {titles}.",
        "leave_out": "Bạn có thể hỏi lại mà bỏ yêu cầu đó, hoặc chọn một câu hỏi dưới đây.",
        "ask_otherwise": "Bạn có thể hỏi bằng cách khác, hoặc chọn một câu hỏi dưới đây.",
        "nearest": "Nội dung gần nhất trong tài liệu:",
        "covered": "Tài liệu hiện có: {titles}.",
        "and_more": "{count} tài liệu khác",
        "try": "Bạn có thể chọn một câu hỏi dưới đây, hoặc hỏi về một con số, ngày, tên hay "
        "nhiệm vụ.",
        "partly": "Đây mới chỉ là một phần của điều bạn hỏi.",
        "ask_rest": "Bạn có thể hỏi riêng phần còn lại.",
        "clarify": "Câu hỏi chưa nói rõ về việc gì. Hãy nêu con số, ngày, tên hay nhiệm vụ bạn "
        "cần, của việc nào và năm nào, hoặc chọn một câu hỏi dưới đây.",
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


def titles(documents: Sequence[Document]) -> str:
    """Return the titles of some documents in quotation marks."""
    return "; ".join(f"“{document.title}”" for document in documents)
