// A thread that works off jobs one after the other and settles a promise for each.
#pragma once

#include <napi.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace blasnet::binding {

// One call to be made on the thread. Holds everything the call needs in C++ terms, because `run` must not
// touch a JavaScript value; `result` is called back on the JavaScript thread.
class Job {
 public:
  explicit Job(Napi::Env env) : deferred(Napi::Promise::Deferred::New(env)) {}
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  virtual ~Job() = default;

  virtual void run() = 0;
  virtual Napi::Value result(Napi::Env env) = 0;

  Napi::Promise::Deferred deferred;
  std::atomic<bool> cancelled{false};
  std::exception_ptr error;
};

class Worker;

// The workers of one JavaScript environment (the main thread's, or one worker_thread's). When the environment
// or the process ends, be it by process.exit() or Worker.terminate(), every job is cancelled and every thread
// joined before anything that a job could read goes away.
class Workers {
 public:
  explicit Workers(Napi::Env env);
  void add(Worker* worker);
  void remove(Worker* worker);

 private:
  std::set<Worker*> workers_;
};

class Worker {
 public:
  // `owner` is kept alive while a job is pending.
  Worker(Workers& workers, Napi::Reference<Napi::Object>& owner) : workers_(workers), owner_(owner) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { stop(); }

  // Everything here is called on the JavaScript thread.
  // Queues the job and returns its promise. Starts the thread if it does not run yet.
  Napi::Promise post(Napi::Env env, std::unique_ptr<Job> job);
  // Tells the job that runs, and those that wait, to end.
  void cancel();
  bool busy() const { return pending_ > 0; }
  // Cancels and waits for the thread to end. For good: post() must not follow. Needs no JavaScript.
  void halt();
  // Halts, and frees what is queued.
  void stop();
  // Called once, when no job is pending any more.
  void when_idle(std::function<void()> callback);

 private:
  void start(Napi::Env env);
  void work();
  static void settle(napi_env env, napi_value, void* worker, void* job);

  Workers& workers_;
  Napi::Reference<Napi::Object>& owner_;
  std::size_t pending_ = 0;
  std::function<void()> when_idle_;
  napi_threadsafe_function finished_ = nullptr;
  std::thread thread_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  Job* running_ = nullptr;
  bool quit_ = false;
};

}  // namespace blasnet::binding
