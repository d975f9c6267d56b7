#!/usr/bin/env python3
"""Records cases on the reference engine: tests/builds/record.py cases/NAME seeds/NAME …

Each runs in a folder and a home of its own and leaves neither behind; its containers clean up after themselves, and its
images, whose names begin with `bk-`, are removed. What stands beside the case is `recorded.json`, for builds.test.ts.
"""
import json, pathlib, subprocess, sys
HERE = pathlib.Path(__file__).parent
IN = HERE.parents[2] / 'shared/reference-docker/in'
ENV = 'export HOME=/root/{0}/home LANG=C.UTF-8 TERM=xterm COLUMNS=200 LINES=40 NO_COLOR=1 BUILDKIT_COLORS=; cd /root/{0}/work; '

def inside(command, **options):
    return subprocess.run([IN, 'bash', '-c', command], capture_output=True, timeout=120, **options)

def record(name):
    folder = HERE / name
    name = folder.name
    head, _, rest = (folder / 'scenario.txt').read_text().partition('\n\n$ ')
    images = next((line[8:] for line in head.split('\n') if line.startswith('images: ')), 'busybox').split()
    runs = [part.split('\n')[0] for part in ('\n$ ' + rest).split('\n$ ')[1:]]
    place = f'bk-{name}'
    inside(f'rm -rf /root/{place}; mkdir -p /root/{place}/home /root/{place}/work')
    files = [str(path.relative_to(folder)) for path in sorted(folder.rglob('*')) if path.is_file() and path.name not in ('scenario.txt', 'recorded.json')]
    if files:
        archive = subprocess.run(['tar', 'c', '--owner=0', '--group=0', '--mode=u=rwX,go=rX', *files], cwd=folder, capture_output=True, check=True).stdout
        inside(f'tar x -C /root/{place}/work', input=archive)
    for image in images: inside(f'docker image inspect {image} || docker pull -q {image}')
    steps = []
    for run in runs:
        done = inside(ENV.format(place) + run, stdin=subprocess.DEVNULL)
        steps.append({'run': run, 'stdout': done.stdout.decode(), 'stderr': done.stderr.decode(), 'exit': done.returncode})
    inside(f"rm -rf /root/{place}; docker images --filter 'reference=bk-*' --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | xargs -r docker rmi")
    recording = {'name': f'builds/{name}', 'engine': '28.5.2', 'images': images, 'steps': steps}
    (folder / 'recorded.json').write_text(json.dumps(recording, indent=1, ensure_ascii=False) + '\n')
    print(name, [step['exit'] for step in steps])

for name in sys.argv[1:]: record(name)
