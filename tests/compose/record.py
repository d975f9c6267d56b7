#!/usr/bin/env python3
"""Records projects on the reference engine, beside whatever else runs there.

usage: record.py COMMAND_IN_THE_ENGINE ROOT_OF_THE_ENGINE PROJECT...
  e.g. record.py /work/shared/reference-docker/in ~/.cache/reference-docker/root static-site

Each project is put into /root/cp<name> and so is called cp<name>; the recording says `work` for it.
Writes projects/<project>/recorded.json in the form of tests/transcripts/recordings.
"""
import json, os, pathlib, pty, re, select, shutil, subprocess, sys, time, yaml
HERE = pathlib.Path(__file__).parent
ENTER, ROOT, NAMES = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
ENV = 'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=xterm COLUMNS=200 LINES=40 BUILDKIT_COLORS= NO_COLOR=1'


def run(step, command):
    time.sleep(step.get('wait', 0))
    timeout = step.get('timeout', 40)
    if not step.get('tty'):
        try:
            p = subprocess.run(command, capture_output=True, input=step.get('stdin', '').encode(), timeout=timeout)
            return p.stdout.decode(errors='replace'), p.stderr.decode(errors='replace'), p.returncode
        except subprocess.TimeoutExpired as e:
            return (e.stdout or b'').decode(), (e.stderr or b'').decode(), 'timeout'
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    out, end, sent = b'', time.time() + timeout, False
    while time.time() < end:
        if select.select([fd], [], [], 0.3)[0]:
            try: data = os.read(fd, 65536)
            except OSError: break
            if not data: break
            out += data
        elif not sent and step.get('stdin'):
            for line in step['stdin'].splitlines(True):
                os.write(fd, line.encode()); time.sleep(0.4)
            sent = True
    _, status = os.waitpid(pid, 0)
    return out.decode(errors='replace'), '', os.waitstatus_to_exitcode(status)


def record(name):
    folder = HERE / 'projects' / name
    scenario = yaml.safe_load((folder / 'scenario.yaml').read_text())
    project = 'cp' + re.sub('[^a-z0-9]', '', name)
    place = ROOT / 'root' / project
    home = f'/root/{project}-home'
    for path in (place, ROOT / home[1:]):
        shutil.rmtree(path, ignore_errors=True); path.mkdir()
    own = lambda text: re.sub(r'\bwork(?=[-_])', project, text)
    files = {}
    for path in sorted(folder.rglob('*')):
        inside = path.relative_to(folder).as_posix()
        if path.is_file() and inside not in ('scenario.yaml', 'recorded.json'):
            files[inside] = path.read_text()
            (place / inside).parent.mkdir(parents=True, exist_ok=True)
            (place / inside).write_text(own(files[inside]))
    for image in scenario['images']:
        subprocess.run([ENTER, 'bash', '-c', f'docker image inspect {image} >/dev/null 2>&1 || docker pull -q {image}'], check=True, capture_output=True)
    same = lambda text: text.replace(f'{project}-home', 'home').replace(project, 'work')
    steps = []
    for step in scenario['steps']:
        out, err, code = run(step, [ENTER, 'bash', '-c', f'{ENV} HOME={home}; cd /root/{project}; {own(step["run"])}'])
        kept = {key: step[key] for key in ('run', 'wait', 'tty', 'stdin', 'unordered', 'mask') if key in step}
        steps.append({**kept, 'stdout': same(out), 'stderr': same(err), 'exit': code})
    subprocess.run([ENTER, 'bash', '-c', f'docker ps -aq --filter label=com.docker.compose.project={project} | xargs -r docker rm -fv; docker network ls -q --filter label=com.docker.compose.project={project} | xargs -r docker network rm; docker volume ls -q --filter label=com.docker.compose.project={project} | xargs -r docker volume rm; rm -rf /root/{project} {home}'], capture_output=True)
    recording = {'name': f'projects/{name}', 'about': scenario['about'], 'engine': '28.5.2', 'images': scenario['images'], 'files': files, 'steps': steps}
    (folder / 'recorded.json').write_text(json.dumps(recording, indent=1, ensure_ascii=False) + '\n')
    print(name, [step['exit'] for step in steps], flush=True)


for name in NAMES:
    record(name)
