import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const APP = `import redis
from flask import Flask
app = Flask(__name__)
cache = redis.Redis(host='redis', port=6379)
@app.route('/')
def hello():
    return f"seen {cache.incr('hits')} times"
`;
const DOCKERFILE = `FROM python:3.12-slim
WORKDIR /code
ENV FLASK_APP=app.py FLASK_RUN_HOST=0.0.0.0
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["flask", "run"]
`;
const COMPOSE = 'services:\n  web:\n    build: .\n    ports: ["8000:5000"]\n  redis:\n    image: redis:alpine\n';

test('a Flask app counts in redis; pip installs what the catalogue has', async () => {
  const host = createTestHost({
    images: ['python:3.12-slim', 'redis:alpine'],
    files: {
      '/root/app.py': APP,
      '/root/Dockerfile': DOCKERFILE,
      '/root/requirements.txt': 'flask==3.0.3\nredis\n',
      '/root/compose.yaml': COMPOSE,
    },
    cwd: '/root',
  });
  const { stdout } = await host.run(
    'docker compose up -d --build >/dev/null 2>&1; sleep 3; curl -s localhost:8000; echo; curl -s localhost:8000; echo; docker compose exec web pip freeze; docker run --rm python:3.12-slim pip install flask==99 2>&1; docker run --rm python:3.12-slim python -c "import redis" 2>&1 | tail -1',
    { timeout: 120_000 },
  );
  expect(stdout).toBe(
    'seen 1 times\nseen 2 times\n' +
      'blinker==1.9.0\nclick==8.5.0\nFlask==3.0.3\nitsdangerous==2.2.0\nJinja2==3.1.6\nMarkupSafe==3.0.3\nredis==7.0.1\nWerkzeug==3.1.9\n' +
      'ERROR: Could not find a version that satisfies the requirement flask==99 (from versions: 2.0.3, 2.2.2, 2.2.5, 2.3.3, 3.0.0, 3.0.3, 3.1.0, 3.1.3)\nERROR: No matching distribution found for flask==99\n' +
      "ModuleNotFoundError: No module named 'redis'\n",
  );
});
