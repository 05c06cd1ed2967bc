# The command line, and with EXTRAS=video,sb3 training, on many mazes; without OpenGL, and not as root.
ARG PYTHON=3.13
FROM python:${PYTHON}-slim

ARG EXTRAS=video
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

RUN useradd --create-home --uid 1000 maze
COPY . /tmp/source
RUN pip install -c /tmp/source/constraints.txt "/tmp/source[${EXTRAS}]" \
    && cp -r /tmp/source/examples /home/maze/examples \
    && mkdir /home/maze/out \
    && chown -R maze:maze /home/maze \
    && rm -rf /tmp/source

USER maze
WORKDIR /home/maze
# The images of walls and floors, and the compiled code of physics and pictures.
RUN memory-maze images && memory-maze render classic/9x9 --steps 2 --out out/first.png && rm out/first.png

ENTRYPOINT ["memory-maze"]
CMD ["--help"]
