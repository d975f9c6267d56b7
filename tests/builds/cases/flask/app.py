from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/")
def index():
    return "Harbour log\n"


@app.route("/boats/<int:number>")
def boat(number):
    return jsonify(number=number, moored=number % 2 == 0)
