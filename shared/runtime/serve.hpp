// The main of every function's executable. Which mouth it speaks through:
//   (no argument)    FastCGI on descriptor 0, a listening socket handed down by the supervisor
//   --listen PATH    FastCGI on a unix socket it makes itself; --listen :PORT on TCP (clusters)
//   --http PORT      HTTP on 127.0.0.1 for a developer, no nginx needed
//   --manifest       prints function.json
//   --version        prints the build's version
// A function whose trigger is queue or timer runs its loop instead. SIGTERM drains: the request
// in hand is answered, then the process ends with 0.
#pragma once

#include "runtime/function.hpp"

#include <vector>

namespace kabinet {

int serve(const Function& function, int argc, char** argv);
int serve_all(const std::vector<const Function*>& functions, int argc, char** argv);

}  // namespace kabinet
