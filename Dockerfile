# One image for web, worker and beat. Build: docker build --tag crm-loket .
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY . .
# Gathering files and compiling texts need no database and no secret; these values are not kept in the image.
RUN DJANGO_SETTINGS_MODULE=loket.settings.development STATIC_HASHED=true \
    /venv/bin/python manage.py translations --compile \
    && DJANGO_SETTINGS_MODULE=loket.settings.development STATIC_HASHED=true \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf var && mkdir var

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=loket.settings.production BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin loket
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
RUN chown loket /app/var
USER loket
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["python", "-m", "loket.probe", "/readyz"]
CMD ["gunicorn", "--config", "gunicorn.conf.py"]
