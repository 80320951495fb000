"""`python -m tests.harness COMMAND...`: a command beside a product of its own with the demo."""

import subprocess
import sys

from tests.harness.product import running_product


def main(command: list[str]) -> int:
    with running_product(demo=True) as product:
        print(f"product at {product.url}, data in {product.where.var}", file=sys.stderr, flush=True)
        environment = product.environment | {
            "BASE_URL": product.url,
            "CONTEST_VAR": str(product.where.var),
            "PYTHON": sys.executable,
        }
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
