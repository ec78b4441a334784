# The assistant as a container. Build: docker build -t policy-assistant .
# Run:   docker run -p 127.0.0.1:7860:7860 -v assistant:/data policy-assistant
FROM python:3.11-slim AS build
WORKDIR /app
COPY pyproject.toml constraints.txt README.md app.py ingest.py ./
COPY assistant assistant
COPY knowledge knowledge
COPY evals evals
# Chat models, PostgreSQL and Redis are extras: --build-arg EXTRAS="[openai,postgres,redis]"
ARG EXTRAS=""
RUN pip install --no-cache-dir uv==$(sed -n 's/^uv==//p' constraints.txt) \
    && uv venv /venv \
    && UV_TORCH_BACKEND=cpu uv pip install --no-cache --python /venv/bin/python \
        --constraint constraints.txt --compile-bytecode ".${EXTRAS}"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home assistant \
    && mkdir /data && chown assistant /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH ASSISTANT_HOME=/data GRADIO_TEMP_DIR=/tmp/gradio PYTHONFAULTHANDLER=1 \
    PYTHONDONTWRITEBYTECODE=1
USER assistant
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
# The first start indexes the documents that ship; a library that is there stays as it is.
CMD ["sh", "-c", "python ingest.py add --if-empty knowledge/corpus && exec python app.py --host 0.0.0.0"]
