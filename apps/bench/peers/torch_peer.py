"""PyTorch as somebody would write it who wants it fast. Measured on one core of a Zen 5 at 784-64-10, batch 32:

- variant module, as tutorials have it: nn.Sequential, backward(), optim.SGD: 210 to 260 µs a step
- variant eager, autograd.grad and one fused update: 165 µs (with modules, backward() and a fused optim.SGD 200)
- index_select into a buffer instead of a new tensor: 2 µs; gathering the whole epoch at once is 45 µs slower (memory)
- weights kept as [inputs, units] for addmm: 6 µs
- compiled, the whole step as one graph, with the C++ wrapper and without guards: 135 µs; with autograd's graph and
  compiled forward and backward apart 210
- compiled, ten steps in one graph: 105 µs
"""

import sys
import time

from protocol import serve

VARIANTS = {"module": 0, "eager": 0, "compile": 1, "compile-10": 10}


def start(setup):
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(setup.threads)
    dtype = {"float32": torch.float32, "float64": torch.float64}[setup.dtype]
    steps_a_graph = VARIANTS[setup.variant]
    batch = setup.batchSize

    def tensor(name, kind):
        return torch.frombuffer(setup.read(name), dtype=kind)

    images = tensor("images", torch.uint8).view(setup.samples, setup.features)
    images = images.to(dtype).sub_(setup.mean).div_(setup.standardDeviation)
    labels = tensor("labels", torch.uint8).long()
    order = tensor("order", torch.int32).long().view(setup.orderSteps, batch)
    initial = initial_parameters(torch, setup, tensor("weights", torch.float64).to(dtype))
    parameters = [values.clone() for values in initial]
    velocity = [torch.zeros_like(values) for values in initial]
    activate = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "improved-sigmoid": lambda z: 1.7159 * torch.tanh(z * (2 / 3)),
    }
    layers = setup.layers

    def mean_loss(parameters, x, y):
        rest = iter(parameters)
        for layer in layers:
            weight = next(rest)
            x = torch.addmm(next(rest), x, weight) if layer["bias"] else torch.mm(x, weight)
            if layer["activation"] != "identity":
                x = activate[layer["activation"]](x)
        return F.cross_entropy(x, y)

    def module_steps():
        names = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
        parts, rest = [], iter(parameters)
        for layer in layers:
            linear = torch.nn.Linear(layer["inputs"], layer["units"], bias=layer["bias"], dtype=dtype)
            # [units, inputs], as it wants them.
            linear.weight.data = next(rest).t().contiguous()
            if layer["bias"]:
                linear.bias.data = next(rest)
            parts.append(linear)
            if layer["activation"] != "identity":
                parts.append(names[layer["activation"]]())
        model = torch.nn.Sequential(*parts)
        criterion = torch.nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(model.parameters(), lr=setup.learningRate, momentum=setup.momentum)

        def reset():
            with torch.no_grad():
                for values, first in zip(model.parameters(), initial):
                    values.copy_(first.t() if first.dim() == 2 else first)
            optimizer.state.clear()

        def step(rows):
            loss = criterion(model(images[rows]), labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            return [loss.detach()]

        return step, reset

    def eager_steps():
        trained = [values.requires_grad_() for values in parameters]
        values = [one.detach() for one in trained]
        x = torch.empty(batch, setup.features, dtype=dtype)
        y = torch.empty(batch, dtype=torch.long)
        grad, select = torch.autograd.grad, torch.index_select
        update = sgd_update(torch, setup)

        def step(rows):
            select(images, 0, rows, out=x)
            select(labels, 0, rows, out=y)
            loss = mean_loss(trained, x, y)
            update(values, grad(loss, trained), velocity)
            return [loss.detach()]

        return step

    def compiled_steps():
        gradient = torch.func.grad_and_value(mean_loss)
        rate, momentum = setup.learningRate, setup.momentum

        def steps(parameters, velocity, images, labels, rows):
            losses = []
            for one in rows.unbind(0):
                gradients, loss = gradient(parameters, images.index_select(0, one), labels.index_select(0, one))
                for w, v, g in zip(parameters, velocity, gradients):
                    v.mul_(momentum).add_(g)
                    w.add_(v, alpha=-rate)
                losses.append(loss)
            return losses

        compiled = compile_fast(torch, steps, (parameters, velocity, images, labels, order[:steps_a_graph]))

        def step(rows):
            return compiled(parameters, velocity, images, labels, rows)

        return torch.no_grad()(step)

    def reset_parameters():
        with torch.no_grad():
            for values, first, v in zip(parameters, initial, velocity):
                values.copy_(first)
                v.zero_()

    class Peer:
        versions = {"torch": torch.__version__, "python": sys.version.split()[0]}
        steps_multiple = max(1, steps_a_graph)
        position = 0

        def __init__(self):
            groups = order.view(-1, steps_a_graph, batch) if steps_a_graph else order
            self.rows = list(groups.unbind(0))
            self.reset_parameters = reset_parameters
            if setup.variant == "module":
                self.step, self.reset_parameters = module_steps()
            else:
                self.step = compiled_steps() if steps_a_graph else eager_steps()

        def reset(self):
            self.position = 0
            self.reset_parameters()

        def run(self, steps, want_losses):
            rows, step, calls = self.rows, self.step, steps // self.steps_multiple
            todo = [rows[(self.position + i) % len(rows)] for i in range(calls)]
            self.position += calls
            losses = []
            begin = time.perf_counter()
            for one in todo:
                losses += step(one)
            seconds = time.perf_counter() - begin
            return seconds, torch.stack(losses).tolist() if want_losses else []

    return Peer()


def initial_parameters(torch, setup, flat):
    """Weight [inputs, units] and bias [units] of every layer that has one."""
    parameters = []
    for layer in setup.layers:
        inputs, units = layer["inputs"], layer["units"]
        weight, flat = flat[: inputs * units], flat[inputs * units :]
        parameters.append(weight.view(units, inputs).t().contiguous())
        if layer["bias"]:
            parameters.append(flat[:units].clone())
            flat = flat[units:]
    return parameters


def sgd_update(torch, setup):
    """update(weights, gradients, velocity): v = g + momentum v, w = w - rate v, for all tensors at once."""
    rate, momentum = setup.learningRate, setup.momentum
    if hasattr(torch, "_fused_sgd_"):
        options = dict(weight_decay=0.0, momentum=momentum, lr=rate, dampening=0.0, nesterov=False)
        # The velocity starts as zeros, so the first step is one like any other.
        options.update(maximize=False, is_first_step=False)
        return lambda weights, gradients, velocity: torch._fused_sgd_(weights, list(gradients), velocity, **options)

    def update(weights, gradients, velocity):
        torch._foreach_mul_(velocity, momentum)
        torch._foreach_add_(velocity, gradients)
        torch._foreach_add_(weights, velocity, alpha=-rate)

    return update


def compile_fast(torch, function, arguments):
    """torch.compile with the fastest settings that this version and machine have; compiles before it returns."""
    guards = getattr(torch.compiler, "skip_all_guards_unsafe", None)
    # Shapes and dtypes never change here: guards would check on every call what is known.
    fast = {"guard_filter_fn": guards} if guards else {}
    for options in ({"cpp_wrapper": True, **fast}, fast or None, None):
        torch._dynamo.reset()
        compiled = torch.compile(function, fullgraph=True, dynamic=False, options=options)
        try:
            with torch.no_grad():
                compiled(*arguments)
            return compiled
        except Exception as error:
            print(f"torch.compile with {options}: {error}", file=sys.stderr)
            last = error
    raise last


serve(start)
