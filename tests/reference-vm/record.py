#!/usr/bin/env python3
"""Records scenarios against the real Docker engine.

usage: record.py SCENARIO.yaml...   writes out/<group>/<name>.json, one for each scenario of each file
A file is a YAML list of {name, about, images?, files?, steps: [{run, wait?, tty?, stdin?, unordered?, mask?}]}.
Each scenario starts from an empty engine that holds only `images`, in an empty directory that holds only `files`.
Every step is its own `bash -c` in that directory.
"""
import fcntl, json, os, pathlib, pty, re, select, shutil, subprocess, sys, time, yaml
OUT = pathlib.Path('/root/out')
ENV = {'PATH': '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': '/root/home', 'LANG': 'C.UTF-8', 'TERM': 'xterm', 'COLUMNS': '200', 'LINES': '40', 'BUILDKIT_COLORS': '', 'NO_COLOR': '1'}

def sh(cmd, **kw):
    return subprocess.run(['bash', '-c', cmd], capture_output=True, text=True, env=ENV, **kw)

BASE = {}
SLOW = 4  # emulated without KVM

import http.client, socket, urllib.parse
class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX); self.sock.connect('/var/run/docker.sock')
def api(method, path):
    c = Unix('d'); c.request(method, '/v1.51' + path); r = c.getresponse(); t = r.read(); c.close()
    return json.loads(t) if t and r.status < 300 else None

ROOT = {'bin','boot','dev','etc','home','img','lib','lib64','media','mnt','nosuch','old','opt','proc','root','run','sbin','srv','sys','tmp','usr','var','lost+found'}
def mine():
    """This process and those it descends from."""
    found, p = set(), os.getpid()
    while p > 0:
        found.add(p)
        p = int(open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split()[1])
    return found
def tidy():
    """Ends what steps left running (whatever is no unit of the system), removes their files and control groups."""
    keep = mine()
    for p in map(int, filter(str.isdigit, os.listdir('/proc'))):
        try:
            if p in keep or not open(f'/proc/{p}/cmdline').read(1): continue
            if open(f'/proc/{p}/cgroup').read().split('::')[-1].startswith(('/system.slice/', '/init.scope', '/user.slice/user-0.slice/user@0.service')): continue
            os.kill(p, 9)
        except OSError: pass
    sh("rm -rf /srv/* /mnt/* /opt/*; find /tmp -mindepth 1 -maxdepth 1 ! -name 'systemd-private*' ! -name '.*' -exec rm -rf {} +")
    sh(r"find /sys/fs/cgroup -mindepth 1 -depth -type d ! -regex '.*\.\(slice\|scope\|mount\|service\|socket\|swap\).*' -exec rmdir {} +")
    for f in set(os.listdir('/')) - ROOT: sh(f'rm -rf /{f}')

def clean(images):
    sh('systemctl is-active -q docker || { systemctl reset-failed docker; systemctl start docker; }')
    if api('GET', '/info')['Swarm']['LocalNodeState'] != 'inactive': api('POST', '/swarm/leave?force=1')
    for c in api('GET', '/containers/json?all=1'): api('DELETE', '/containers/' + c['Id'] + '?force=1&v=1')
    for n in api('GET', '/networks'):
        if n['Name'] not in ('bridge', 'host', 'none'): api('DELETE', '/networks/' + n['Id'])
    for v in api('GET', '/volumes')['Volumes'] or []: api('DELETE', '/volumes/' + urllib.parse.quote(v['Name'], safe='') + '?force=1')
    api('POST', '/build/prune?all=1')
    tidy()
    wanted = {i if ':' in i else i + ':latest' for i in images}
    kept = set()
    for i in api('GET', '/images/json?all=1'):
        for t in (i.get('RepoTags') or []) + [d for d in (i.get('RepoDigests') or []) if not i.get('RepoTags')]:
            if t in wanted and BASE.get(t) == i['Id']: kept.add(t)
            else: api('DELETE', '/images/' + t + '?force=1')
    good = {BASE[t] for t in kept}
    for _ in range(2):
        for i in api('GET', '/images/json?all=1'):
            if i['Id'] not in good: api('DELETE', '/images/' + i['Id'] + '?force=1')
    for v in api('GET', '/volumes')['Volumes'] or []: api('DELETE', '/volumes/' + urllib.parse.quote(v['Name'], safe='') + '?force=1')
    for i in sorted(wanted - kept):
        r = sh(f'docker pull -q {i}', timeout=600)
        if r.returncode: raise SystemExit(f'cannot pull {i}: {r.stderr}')
        BASE[i] = api('GET', '/images/' + i + '/json')['Id']
    json.dump(BASE, open('/root/base.json', 'w'))
    left = {t for i in api('GET', '/images/json?all=1') for t in i['RepoTags'] or ['<none>']}
    if left != wanted: print('NOT CLEAN', left, wanted, file=sys.stderr)

def run(step, cwd):
    if step.get('wait'): time.sleep(step['wait'] * SLOW)
    timeout = step.get('timeout', 40) * SLOW
    if not step.get('tty'):
        try:
            p = subprocess.run(['bash', '-c', step['run']], cwd=cwd, env=ENV, capture_output=True, input=(step.get('stdin') or '').encode(), timeout=timeout)
            return p.stdout.decode(errors='replace'), p.stderr.decode(errors='replace'), p.returncode if p.returncode >= 0 else 128 - p.returncode
        except subprocess.TimeoutExpired as e:
            return (e.stdout or b'').decode(), (e.stderr or b'').decode(), 'timeout'
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(cwd); os.execve('/bin/bash', ['bash', '-c', step['run']], ENV)
    out, end, sent = b'', time.time() + timeout, False
    while time.time() < end:
        r, _, _ = select.select([fd], [], [], 0.3)
        if r:
            try: d = os.read(fd, 65536)
            except OSError: break
            if not d: break
            out += d
        elif not sent and step.get('stdin') and (out or time.time() > end - timeout + 6):  # type after the first output, not before
            for line in step['stdin'].splitlines(True):
                os.write(fd, line.encode()); time.sleep(0.4)
            sent = True
    _, st = os.waitpid(pid, 0)
    return out.decode(errors='replace'), '', os.waitstatus_to_exitcode(st)

def record(s, group):
    clean(s.get('images', ['busybox']))
    cwd = pathlib.Path('/root/work'); shutil.rmtree(cwd, ignore_errors=True); cwd.mkdir()
    shutil.rmtree('/root/home', ignore_errors=True); os.makedirs('/root/home')
    for p, t in (s.get('files') or {}).items():
        f = cwd / p; f.parent.mkdir(parents=True, exist_ok=True); f.write_text(t)
    steps = []
    for st in s['steps']:
        if isinstance(st, str): st = {'run': st}
        o, e, x = run(st, cwd)
        steps.append({**{k: st[k] for k in ('run', 'wait', 'tty', 'stdin', 'unordered', 'mask') if k in st}, 'stdout': o, 'stderr': e, 'exit': x})
    d = OUT / group; d.mkdir(parents=True, exist_ok=True)
    rec = {'name': f"{group}/{s['name']}", 'about': s.get('about', ''), 'engine': '28.5.2', 'images': s.get('images', ['busybox']), 'files': s.get('files') or {}, 'steps': steps}
    (d / f"{s['name']}.json").write_text(json.dumps(rec, indent=1, ensure_ascii=False) + '\n')
    bad = [t['run'] for t in steps if t['exit'] == 'timeout']
    print(rec['name'], len(steps), 'steps', [t['exit'] for t in steps], 'TIMEOUT' if bad else '')

if os.path.exists('/root/base.json'): BASE.update(json.load(open('/root/base.json')))
import resource; resource.setrlimit(resource.RLIMIT_AS, (8<<30, 8<<30))  # a step that eats memory ends itself, not the machine
lock = open('/root/record.lock', 'w'); fcntl.flock(lock, fcntl.LOCK_EX)
for f in sys.argv[1:]:
    for s in yaml.safe_load(open(f)): record(s, pathlib.Path(f).stem)
