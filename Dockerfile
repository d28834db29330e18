# The embedded default: corpus, index and model in one container, data in the volume /data.
FROM python:3.11-slim

# An additional wheel index, for PyTorch's CPU builds:
#   docker build --build-arg DISCLOSURE_QA_WHEEL_INDEX=… .
ARG DISCLOSURE_QA_WHEEL_INDEX=""

# PYTHONSAFEPATH: the packages have generic names, so the working directory is never searched.
ENV PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    DISCLOSURE_QA_DATA=/data

RUN useradd --system --uid 10001 --create-home --shell /usr/sbin/nologin disclosure \
    && install --directory --owner=disclosure --group=disclosure /data

WORKDIR /app
COPY . .
RUN pip install --no-cache-dir --disable-pip-version-check \
        ${DISCLOSURE_QA_WHEEL_INDEX:+--extra-index-url "$DISCLOSURE_QA_WHEEL_INDEX"} . \
    && find . -mindepth 1 -delete

USER disclosure
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["disclosure-qa", "serve", "--host", "0.0.0.0", "--port", "8000"]
