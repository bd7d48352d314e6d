"""The pages' Python programs, on the generated SDK and under mocks: prints what each registers."""

import json
import sys

import pulumi

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)


class Recorder(pulumi.runtime.Mocks):
    def __init__(self):
        self.made = {}

    def new_resource(self, args):
        self.made[args.name] = {"type": args.typ, "inputs": args.inputs}
        outputs = {name: f"{args.name}.{name}" for name in given["outputs"][args.typ]}
        return [args.name, {**outputs, **args.inputs}]

    def call(self, args):
        return {}


def run(program):
    recorder = Recorder()
    pulumi.runtime.set_mocks(recorder, project="docs", stack="dev")
    config = {f"docs:{name}": value for name, value in given["config"].items()}
    pulumi.runtime.set_all_config(config)

    @pulumi.runtime.test
    def main():
        exec(compile(program, "program", "exec"), {})

    main()
    return recorder.made


print(json.dumps({page: run(program) for page, program in given["programs"].items()}))
