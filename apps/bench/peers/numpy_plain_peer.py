"""NumPy as in textbooks: every formula a line, every result a new array, evaluation of a whole data set at once."""

import sys
import time

from protocol import serve


def start(setup):
    import numpy as np

    dtype = np.dtype(setup.dtype)
    layers = setup.layers

    def images(name):
        pixels = np.frombuffer(setup.read(name), np.uint8).reshape(-1, setup.features)
        return (pixels.astype(dtype) - setup.mean) / setup.standardDeviation

    def one_hot(name):
        return np.eye(setup.classes, dtype=dtype)[np.frombuffer(setup.read(name), np.uint8)]

    train_images, train_targets = images("images"), one_hot("labels")
    order = np.frombuffer(setup.read("order"), np.uint32).reshape(setup.orderSteps, setup.batchSize)
    validation = getattr(setup, "validation", None)
    if validation:
        validation_images, validation_targets = images("validationImages"), one_hot("validationLabels")

    activations = {
        "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda y: y * (1 - y)),
        "tanh": (np.tanh, lambda y: 1 - y**2),
        "relu": (lambda z: np.maximum(z, 0), lambda y: y > 0),
        "improved-sigmoid": (
            lambda z: 1.7159 * np.tanh(2 / 3 * z),
            lambda y: 2 / 3 * 1.7159 * (1 - (y / 1.7159) ** 2),
        ),
        "identity": (lambda z: z, lambda y: 1),
    }

    class Peer:
        versions = {"numpy": np.__version__, "python": sys.version.split()[0]}
        position = 0

        def reset(self):
            self.position = 0
            self.weights, self.biases = initial_parameters(np, setup, dtype)
            self.weight_velocity = [np.zeros_like(w) for w in self.weights]
            self.bias_velocity = [np.zeros_like(b) for b in self.biases]

        def forward(self, x):
            outputs = [x]
            for w, b, layer in zip(self.weights, self.biases, layers):
                f, _ = activations[layer["activation"]]
                outputs.append(f(outputs[-1] @ w.T + b))
            return outputs

        def step(self, x, targets):
            outputs = self.forward(x)
            probabilities = softmax(np, outputs[-1])
            loss = cross_entropy(np, probabilities, targets)
            delta = (probabilities - targets) / len(x)
            for i in range(len(layers) - 1, -1, -1):
                weight_gradient = delta.T @ outputs[i]
                bias_gradient = delta.sum(axis=0)
                if i > 0:
                    _, slope = activations[layers[i - 1]["activation"]]
                    delta = (delta @ self.weights[i]) * slope(outputs[i])
                self.weight_velocity[i] = weight_gradient + setup.momentum * self.weight_velocity[i]
                self.weights[i] = self.weights[i] - setup.learningRate * self.weight_velocity[i]
                if layers[i]["bias"]:
                    self.bias_velocity[i] = bias_gradient + setup.momentum * self.bias_velocity[i]
                    self.biases[i] = self.biases[i] - setup.learningRate * self.bias_velocity[i]
            return loss

        def evaluate(self, x, targets):
            probabilities = softmax(np, self.forward(x)[-1])
            accuracy = (probabilities.argmax(axis=1) == targets.argmax(axis=1)).mean()
            return cross_entropy(np, probabilities, targets), accuracy

        def run(self, steps, want_losses):
            losses = []
            begin = time.perf_counter()
            for position in range(self.position, self.position + steps):
                rows = order[position % len(order)]
                losses.append(self.step(train_images[rows], train_targets[rows]))
                if validation and position % validation["every"] == 0:
                    losses.append(self.evaluate(validation_images, validation_targets)[0])
                    self.evaluate(train_images, train_targets)
            seconds = time.perf_counter() - begin
            self.position += steps
            return seconds, [float(loss) for loss in losses]

    return Peer()


def softmax(np, z):
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def cross_entropy(np, probabilities, targets):
    return -(targets * np.log(probabilities)).sum(axis=1).mean()


def initial_parameters(np, setup, dtype):
    """Weights [units, inputs] and biases [units], zero where a layer has none."""
    given = np.frombuffer(setup.read("weights"), np.float64).astype(dtype)
    weights, biases = [], []
    for layer in setup.layers:
        inputs, units = layer["inputs"], layer["units"]
        weight, given = given[: units * inputs], given[units * inputs :]
        weights.append(weight.reshape(units, inputs))
        biases.append(given[:units] if layer["bias"] else np.zeros(units, dtype))
        given = given[units:] if layer["bias"] else given
    return weights, biases


serve(start)
