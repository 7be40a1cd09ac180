// recognise MODEL SAMPLES: the interface in C++, with owners.
#include <katydid.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

template <typename T, void (*destroy)(T *)> struct destroyer {
    void operator()(T *handle) const { destroy(handle); }
};
using model_owner = std::unique_ptr<katydid_model, destroyer<katydid_model, katydid_model_destroy>>;
using recognizer_owner = std::unique_ptr<katydid_recognizer, destroyer<katydid_recognizer, katydid_recognizer_destroy>>;

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    std::ifstream file(argv[2], std::ios::binary);
    std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};

    katydid_model *model_handle;
    katydid_recognizer *recognizer_handle;
    if (katydid_model_open(argv[1], &model_handle, nullptr) != KATYDID_OK) return 66;
    model_owner model(model_handle);
    if (katydid_recognizer_create(model.get(), 16000, nullptr, 0, &recognizer_handle) != KATYDID_OK) return 65;
    recognizer_owner recognizer(recognizer_handle);

    std::vector<int16_t> samples(bytes.size() / 2);
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char *>(samples.data()));
    const std::size_t chunk = 1600;
    for (std::size_t start = 0; start < samples.size(); start += chunk) {
        std::size_t count = std::min(chunk, samples.size() - start);
        if (katydid_recognizer_push(recognizer.get(), samples.data() + start, count, nullptr) != KATYDID_OK) return 70;
        katydid_event event;
        while (katydid_recognizer_poll(recognizer.get(), &event)) std::cout << event.label << '\n';
    }
}
