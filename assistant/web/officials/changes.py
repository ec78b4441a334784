"""What changes the library: uploads, their publication, removal, going back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from assistant.records.sign_in import SignedIn
from assistant.web.officials.curation import Curation
from assistant.web.officials.door import signed_in
from assistant.web.officials.sign_in import check_form, from_our_form
from assistant.web.officials.staging import Unwanted
from knowledge import LibraryChange, change_state, index_history

FACTS: Final = ("title", "publisher", "issuer", "number", "kind", "published", "url")
WHO = Annotated[SignedIn, Depends(signed_in)]


def add_uploads(router: APIRouter, curation: Curation) -> None:
    """Add where files are sent to, in the form of the table or of one document."""

    @router.post("/upload")
    async def upload(request: Request, who: WHO) -> Response:
        async with request.form(max_files=curation.settings.upload_files) as form:
            check_form(who, str(form.get("form_token", "")))
            try:
                return await run_in_threadpool(received, form, who)
            except Unwanted as fault:
                return curation.pages.show(
                    request, "documents_fault", status=422, word=fault.word, values=fault.values
                )

    def received(form: FormData, who: SignedIn) -> Response:
        uploads = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        files = [(each.filename or "", each.file) for each in uploads if each.filename]
        target = str(form.get("target", ""))
        if target:
            curation.document(target)
        given = facts_of(form)
        check_files(files, given, target)
        folder = curation.staging.new()
        try:
            curation.staging.keep(folder, files)
        except Unwanted:
            curation.staging.discard(folder)
            raise
        change = LibraryChange("replace" if target else "add", given, target)
        if form.get("act") == "preview":
            change = replace(change, action="preview")
        return curation.begin(who, change, folder)


def add_changes(router: APIRouter, curation: Curation) -> None:
    """Add what is done with a press of a button."""
    ours = [Depends(from_our_form)]

    @router.post("/changes/{name}/publish", dependencies=ours)
    def publish(who: WHO, name: str) -> Response:
        folder = curation.folder(name)
        planned = curation.planned(folder)
        if change_state(folder).status == "running" or planned.action != "preview":
            return RedirectResponse(f"/officials/documents/changes/{name}", 303)
        change = replace(planned, action="replace" if planned.target else "add")
        return curation.begin(who, change, folder)

    @router.post("/changes/{name}/discard", dependencies=ours)
    def discard(name: str) -> Response:
        folder = curation.folder(name)
        if change_state(folder).status != "running":
            curation.staging.discard(folder)
        return RedirectResponse("/officials/documents", 303)

    @router.post("/{document_id}/remove", dependencies=ours)
    def remove(who: WHO, document_id: str) -> Response:
        return curation.begin(
            who, LibraryChange("remove", target=curation.document(document_id).id)
        )

    @router.post("/history/{name}/publish", dependencies=ours)
    def go_back(who: WHO, name: str) -> Response:
        if name not in {each.name for each in index_history(curation.library.home)}:
            raise HTTPException(404, "there is no such index any more.")
        return curation.begin(who, LibraryChange("rollback", target=name))


def facts_of(form: FormData) -> dict[str, str]:
    """Return what the official says of a document; raises ``Unwanted`` for a day that is none."""
    given = {name: str(form.get(name) or "").strip()[:500] for name in FACTS}
    try:
        if given["published"]:
            date.fromisoformat(given["published"])
    except ValueError as exc:
        raise Unwanted("no_day", day=given["published"]) from exc
    return {name: value for name, value in given.items() if value}


def check_files(files: Sequence[object], given: Mapping[str, str], target: str) -> None:
    """Raise ``Unwanted`` for no file, or several where one is meant."""
    if not files:
        raise Unwanted("no_file")
    if len(files) > 1 and (target or given):
        raise Unwanted("one_file")
